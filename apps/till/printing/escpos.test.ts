import fc from 'fast-check'
import { expect, test } from 'vitest'
import { money } from '#base/money'
import { columnsOf } from './columns.ts'
import { drawerKick, encodeEscPos } from './escpos.ts'
import { layOut } from './layout.ts'
import type { ReceiptPaper } from './receipt.ts'
import { COLUMNS } from './rows.ts'
import type { Roll } from './rows.ts'
import { anyReceipt } from './any-receipt.ts'
import { teaReceipt } from './text/sample-receipt.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytesOf = (paper: ReceiptPaper, roll: Roll) =>
  encodeEscPos({ rows: layOut(paper, roll), roll, drawer: paper.drawer })

const small: ReceiptPaper = {
  ...teaReceipt,
  chain: '知己',
  branch: '',
  till: '',
  number: '42',
  when: '',
  cashier: '',
  lines: [],
  totals: {
    subtotalMinor: money(8_00),
    savedMinor: money(0),
    roundingMinor: money(0),
    dueMinor: money(8_00),
    paidMinor: money(8_00),
    changeMinor: money(0),
  },
  tenders: [],
  member: null,
  notices: [],
  qr: null,
  footer: '',
  drawer: false,
}

type Golden = readonly (readonly [command: string, bytes: string])[]
const whole = (golden: Golden): string => golden.map(([, bytes]) => bytes).join('')

const GOLDEN_58: Golden = [
  ['ESC @: as after switching on', '1b40'],
  ['FS &: Chinese characters', '1c26'],
  ['ESC E 1: bold', '1b4501'],
  ['GS ! 0x11: double width and height', '1d2111'],
  ['知己, in the middle of 16', '20'.repeat(6) + 'd6aabcba'],
  ['LF', '0a'],
  ['GS ! 0: single size', '1d2100'],
  ['ESC E 0: not bold', '1b4500'],
  ['销售小票, in the middle of 32', '20'.repeat(12) + 'cffacadbd0a1c6b1'],
  ['LF', '0a'],
  ['32 dashes', '2d'.repeat(32)],
  ['LF', '0a'],
  ['单号：42', 'b5a5bac5a3ba3432'],
  ['LF', '0a'],
  ['32 dashes', '2d'.repeat(32)],
  ['LF', '0a'],
  ['小计 ￥8.00', 'd0a1bcc6' + '20'.repeat(22) + 'a3a4382e3030'],
  ['LF', '0a'],
  ['ESC E 1: bold', '1b4501'],
  ['GS ! 0x11: double width and height', '1d2111'],
  ['应收 ￥8.00', 'd3a6cad5' + '20'.repeat(6) + 'a3a4382e3030'],
  ['LF', '0a'],
  ['GS ! 0: single size', '1d2100'],
  ['ESC E 0: not bold', '1b4500'],
  ['实收 ￥8.00', 'cab5cad5' + '20'.repeat(22) + 'a3a4382e3030'],
  ['LF', '0a'],
  ['ESC d 3: feeds three lines', '1b6403'],
  ['GS V 66 0: feeds to the knife and cuts', '1d564200'],
]

const GOLDEN_80: Golden = [
  ['ESC @: as after switching on', '1b40'],
  ['FS &: Chinese characters', '1c26'],
  ['ESC E 1: bold', '1b4501'],
  ['GS ! 0x11: double width and height', '1d2111'],
  ['知己, in the middle of 24', '20'.repeat(10) + 'd6aabcba'],
  ['LF', '0a'],
  ['GS ! 0: single size', '1d2100'],
  ['ESC E 0: not bold', '1b4500'],
  ['销售小票, in the middle of 48', '20'.repeat(20) + 'cffacadbd0a1c6b1'],
  ['LF', '0a'],
  ['48 dashes', '2d'.repeat(48)],
  ['LF', '0a'],
  ['单号：42', 'b5a5bac5a3ba3432'],
  ['LF', '0a'],
  ['48 dashes', '2d'.repeat(48)],
  ['LF', '0a'],
  ['小计 ￥8.00', 'd0a1bcc6' + '20'.repeat(38) + 'a3a4382e3030'],
  ['LF', '0a'],
  ['ESC E 1: bold', '1b4501'],
  ['GS ! 0x11: double width and height', '1d2111'],
  ['应收 ￥8.00', 'd3a6cad5' + '20'.repeat(14) + 'a3a4382e3030'],
  ['LF', '0a'],
  ['GS ! 0: single size', '1d2100'],
  ['ESC E 0: not bold', '1b4500'],
  ['实收 ￥8.00', 'cab5cad5' + '20'.repeat(38) + 'a3a4382e3030'],
  ['LF', '0a'],
  ['ESC d 3: feeds three lines', '1b6403'],
  ['GS V 66 0: feeds to the knife and cuts', '1d564200'],
]

const DRAWER: Golden[number] = ['ESC p 0 25 250: pin 2, 50 ms on, 500 ms off', '1b700019fa']

const GOLDEN_QR: Golden = [
  ['ESC @: as after switching on', '1b40'],
  ['FS &: Chinese characters', '1c26'],
  ['ESC a 1: in the middle', '1b6101'],
  ['GS ( k, function 65: model 2', '1d286b040031413200'],
  ['GS ( k, function 67: modules of 6 dots', '1d286b0300314306'],
  ['GS ( k, function 69: correction level M', '1d286b0300314531'],
  [
    'GS ( k, function 80: stores 24 - 3 bytes, https://a.example/r/1',
    '1d286b180031503068747470733a2f2f612e6578616d706c652f722f31',
  ],
  ['GS ( k, function 81: prints it', '1d286b0300315130'],
  ['ESC a 0: at the left', '1b6100'],
  ['ESC d 3: feeds three lines', '1b6403'],
  ['GS V 66 0: feeds to the knife and cuts', '1d564200'],
]

test('the bytes of a small receipt on 58 mm', () => {
  expect(hex(bytesOf(small, 58))).toBe(whole(GOLDEN_58))
})

test('the bytes of a small receipt on 80 mm', () => {
  expect(hex(bytesOf(small, 80))).toBe(whole(GOLDEN_80))
})

test('the drawer opens before the paper runs, and can be opened without paper', () => {
  const opened = [...GOLDEN_58.slice(0, 2), DRAWER, ...GOLDEN_58.slice(2)]
  expect(hex(bytesOf({ ...small, drawer: true }, 58))).toBe(whole(opened))
  expect(hex(drawerKick())).toBe(whole([['ESC @: as after switching on', '1b40'], DRAWER]))
})

test('the bytes of a QR code', () => {
  const rows = [{ kind: 'qr', text: 'https://a.example/r/1' }] as const
  expect(hex(encodeEscPos({ rows, roll: 58, drawer: false }))).toBe(whole(GOLDEN_QR))
})

test('a QR code says something, and no more than fits', () => {
  const code = (text: string) => encodeEscPos({ rows: [{ kind: 'qr', text }], roll: 58, drawer: false })
  expect(() => code('')).toThrow('R2')
  expect(() => code('a'.repeat(2_332))).toThrow('R2')
  expect(code('a'.repeat(2_331)).length).toBeGreaterThan(2_331)
})

type Heard =
  | Readonly<{ command: 'init' | 'chinese' | 'drawer' | 'cut' }>
  | Readonly<{ command: 'bold' | 'size' | 'align' | 'feed'; value: number }>
  | Readonly<{ command: 'qr'; fn: number; parameters: Uint8Array }>
  | Readonly<{ command: 'text'; text: string }>

const decoder = new TextDecoder('gb18030', { fatal: true })

/** A receipt printer's ear: understands the commands above, and stumbles over every other control character. */
function hear(bytes: Uint8Array): Heard[] {
  const heard: Heard[] = []
  let at = 0
  while (at < bytes.length) {
    const [step, said] = next(bytes.subarray(at))
    heard.push(said)
    at += step
  }
  return heard
}

const COMMANDS: Readonly<
  Record<string, readonly [length: number, command: 'init' | 'chinese' | 'drawer' | 'cut']>
> = {
  '1b40': [2, 'init'],
  '1c26': [2, 'chinese'],
  '1b70': [5, 'drawer'],
  '1d56': [4, 'cut'],
}
const SETTINGS: Readonly<Record<string, 'bold' | 'size' | 'align' | 'feed'>> = {
  '1b45': 'bold',
  '1d21': 'size',
  '1b61': 'align',
  '1b64': 'feed',
}

function next(bytes: Uint8Array): [number, Heard] {
  const head = hex(bytes.subarray(0, 2))
  const plain = COMMANDS[head]
  if (plain) return [plain[0], { command: plain[1] }]
  const setting = SETTINGS[head]
  if (setting) return [3, { command: setting, value: bytes[2] ?? -1 }]
  if (hex(bytes.subarray(0, 3)) === '1d286b') {
    const length = (bytes[3] ?? 0) + 256 * (bytes[4] ?? 0)
    const fn = bytes[6] ?? 0
    return [5 + length, { command: 'qr', fn, parameters: bytes.subarray(7, 5 + length) }]
  }
  // No byte of GB18030 text is a line feed, not even the second of a pair.
  const end = bytes.indexOf(0x0a)
  const text = decoder.decode(bytes.subarray(0, end))
  if (end < 0 || /\p{Cc}/u.test(text)) throw new Error(`a printer does not know ${head}`)
  return [end + 1, { command: 'text', text }]
}

test('the ear hears nothing it was not told', () => {
  expect(hear(bytesOf({ ...small, drawer: true }, 58)).map((one) => one.command)).toEqual(
    [
      [
        'init',
        'chinese',
        'drawer',
        'bold',
        'size',
        'text',
        'size',
        'bold',
        'text',
        'text',
        'text',
        'text',
        'text',
      ],
      ['bold', 'size', 'text', 'size', 'bold', 'text', 'feed', 'cut'],
    ].flat(),
  )
  expect(() => hear(Uint8Array.from([0x1b, 0x41, 0x0a]))).toThrow('1b41')
  expect(() => hear(Uint8Array.from([0xff, 0x0a]))).toThrow()
})

test('whatever a receipt says, a printer understands it: lines that fit, one cut, a drawer only where asked', () => {
  fc.assert(
    fc.property(anyReceipt, fc.constantFrom<Roll>(58, 80), (paper, roll) => {
      const heard = hear(bytesOf(paper, roll))
      const count = (command: Heard['command']) => heard.filter((one) => one.command === command).length
      expect(count('cut')).toBe(1)
      expect(heard.at(-1)?.command).toBe('cut')
      expect(count('drawer')).toBe(paper.drawer ? 1 : 0)
      expect([count('init'), count('chinese')]).toEqual([1, 1])
      let size = 1
      for (const one of heard) {
        if (one.command === 'size') size = one.value === 0x11 ? 2 : 1
        if (one.command === 'text') expect(columnsOf(one.text) * size).toBeLessThanOrEqual(COLUMNS[roll])
      }
      expect(size).toBe(1)
      const stored = heard.find((one) => one.command === 'qr' && one.fn === 0x50)
      const said = stored?.command === 'qr' ? new TextDecoder().decode(stored.parameters.subarray(1)) : null
      expect(said).toBe(paper.qr?.text ?? null)
    }),
  )
})

/** Modules a side of the smallest code at level M that holds so many bytes (ISO/IEC 18004, table 7). */
const CAPACITY_M = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
]

test.each([
  [58, 384],
  [80, 576],
] as const)('on %i mm a QR code with its quiet zone fits into %i dots', (roll, dots) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 666 }), (bytes) => {
      const rows = [{ kind: 'qr', text: 'x'.repeat(bytes) }] as const
      const heard = hear(encodeEscPos({ rows, roll, drawer: false }))
      const module = heard.find((one) => one.command === 'qr' && one.fn === 0x43)
      const moduleDots = module?.command === 'qr' ? (module.parameters[0] ?? 0) : 0
      const side = 21 + 4 * CAPACITY_M.findIndex((most) => bytes <= most)
      expect(moduleDots * (side + 8)).toBeLessThanOrEqual(dots)
      expect(moduleDots === 6 || (moduleDots + 1) * (side + 8) > dots).toBe(true)
    }),
    { numRuns: 60 },
  )
})
