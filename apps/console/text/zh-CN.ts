import { kit } from '#ui/kit/text/zh-CN.ts'
import { parts } from '#ui/parts/text/zh-CN.ts'
import { insight } from './zh-CN/insight.ts'
import { campaigns } from './zh-CN/campaigns.ts'
import { imports } from './zh-CN/imports.ts'
import { members } from './zh-CN/members.ts'
import { org } from './zh-CN/org.ts'
import { overview } from './zh-CN/overview.ts'
import { program } from './zh-CN/program.ts'
import { sales } from './zh-CN/sales.ts'
import { segments } from './zh-CN/segments.ts'
import { shell } from './zh-CN/shell.ts'
import { start } from './zh-CN/start.ts'
import { value } from './zh-CN/value.ts'
import { wallet } from './zh-CN/wallet.ts'

/** The Chinese catalogue, with the same areas and keys as the English one. */
export const zhCN = {
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
