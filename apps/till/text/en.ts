import { kit } from '#ui/kit/text/en.ts'
import { parts } from '#ui/parts/text/en.ts'
import { checkout } from './en/checkout.ts'
import { display } from './en/display.ts'
import { receipts } from './en/receipts.ts'
import { shift } from './en/shift.ts'
import { members } from './en/members.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { sync } from './en/sync.ts'

/** The English catalogue of the till: one file per area, so that several people can write at once. */
export const en = { kit, parts, checkout, members, shift, receipts, display, settings, shell, sync }
