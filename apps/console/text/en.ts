import { kit } from '#ui/kit/text/en.ts'
import { parts } from '#ui/parts/text/en.ts'
import { insight } from './en/insight.ts'
import { campaigns } from './en/campaigns.ts'
import { imports } from './en/imports.ts'
import { members } from './en/members.ts'
import { org } from './en/org.ts'
import { overview } from './en/overview.ts'
import { program } from './en/program.ts'
import { sales } from './en/sales.ts'
import { segments } from './en/segments.ts'
import { shell } from './en/shell.ts'
import { start } from './en/start.ts'
import { value } from './en/value.ts'
import { wallet } from './en/wallet.ts'

/** The English catalogue: one file per area, so that several people can write at once. */
export const en = {
  kit,
  parts,
  campaigns,
  imports,
  insight,
  segments,
  members,
  org,
  overview,
  program,
  sales,
  shell,
  start,
  value,
  wallet,
}
