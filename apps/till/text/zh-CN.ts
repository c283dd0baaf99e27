import type { Words } from '#ui/kit/text/words.ts'
import { kit } from '#ui/kit/text/zh-CN.ts'
import { parts } from '#ui/parts/text/zh-CN.ts'
import type { en } from './en.ts'
import { checkout } from './zh-CN/checkout.ts'
import { display } from './zh-CN/display.ts'
import { receipts } from './zh-CN/receipts.ts'
import { shift } from './zh-CN/shift.ts'
import { members } from './zh-CN/members.ts'
import { settings } from './zh-CN/settings.ts'
import { shell } from './zh-CN/shell.ts'
import { sync } from './zh-CN/sync.ts'

/** The Chinese catalogue of the till. */
export const zhCN: Words<typeof en> = {
  kit,
  parts,
  checkout,
  members,
  shift,
  receipts,
  display,
  settings,
  shell,
  sync,
}
