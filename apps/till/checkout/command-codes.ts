/**
 * Commands as barcodes, for a till that is worked by its scanner alone: printed once, kept under the counter. Code 128
 * or QR, exactly this text.
 */
export const COMMANDS = {
  pay: 'ZJ-PAY',
  ok: 'ZJ-OK',
  cancel: 'ZJ-CANCEL',
  more: 'ZJ-PLUS',
  less: 'ZJ-MINUS',
  remove: 'ZJ-REMOVE',
  hold: 'ZJ-HOLD',
  recall: 'ZJ-RECALL',
  stranger: 'ZJ-NOMEMBER',
  cash: 'ZJ-CASH',
  card: 'ZJ-CARD',
  wechat: 'ZJ-WECHAT',
  alipay: 'ZJ-ALIPAY',
  stored_value: 'ZJ-VALUE',
  points: 'ZJ-POINTS',
  voucher: 'ZJ-VOUCHER',
  on_account: 'ZJ-ACCOUNT',
} as const
export type Command = keyof typeof COMMANDS

/** The command behind a code; null for a code that is none. */
export function commandOf(code: string): Command | null {
  const text = code.trim().toUpperCase()
  const found = Object.entries(COMMANDS).find(([, one]) => one === text)
  // Its own keys are what Object.entries hands out.
  return found ? (found[0] as Command) : null
}
