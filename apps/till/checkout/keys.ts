import { TILL_TENDERS, type TillTender } from './tendering.ts'

/** The checkout's own keys beside those of the frame (F1, F6, F7, F9, F10, F12), and how they are shown. */
export const KEYS = {
  member: { key: 'F2', shown: 'F2' },
  coupons: { key: 'F3', shown: 'F3' },
  discount: { key: 'F4', shown: 'F4' },
  pay: { key: 'F8', shown: 'F8' },
  hold: { key: 'PageDown', shown: 'PgDn' },
  recall: { key: 'PageUp', shown: 'PgUp' },
  return: { key: 'Alt+r', shown: 'Alt+R' },
  seller: { key: 'Alt+g', shown: 'Alt+G' },
  why: { key: 'Alt+w', shown: 'Alt+W' },
  clear: { key: 'Alt+c', shown: 'Alt+C' },
  commands: { key: 'Alt+k', shown: 'Alt+K' },
} as const
export type KeyedAct = keyof typeof KEYS

/** As it is shown on the button that it presses. */
export const ENTER = 'Enter'

/** The keys of the ways of paying; on account has one of its own, because F8 finishes the sale. */
export const tenderKey = (kind: TillTender): string =>
  kind === 'on_account' ? 'Alt+a' : `F${TILL_TENDERS.indexOf(kind) + 1}`
