import { createReadStream } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { sharedFile } from '#test/world/data'
import { encodingOf, textOf, unpacked, type Bytes } from './bytes.ts'
import { rowsOf, shapeOf } from './read.ts'
import { csvRows, delimiterOf } from './table.ts'
import { guardZip, plainNumber } from './xlsx.ts'

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function all<T>(of: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const one of of) found.push(one)
  return found
}
const read = async (bytes: Uint8Array, size = 7) => {
  const open = (): Bytes => pieces(bytes, size)
  const { shape } = await shapeOf(open)
  return { columns: shape.columns, rows: (await all(rowsOf(open(), shape))).slice(1) }
}
const TEXT = '会员号,姓名,备注\nA1,王小明,"多,行\n文字"\n\nA2,𠮷野,€5\n'
const ROWS = [
  { no: 2, cells: ['A1', '王小明', '多,行\n文字'] },
  { no: 4, cells: ['A2', '𠮷野', '€5'] },
]
/** What a refused file says. */
const no = (reason: string, more = {}) => ({
  code: 'file_unreadable',
  details: expect.objectContaining({ reason, ...more }),
})

describe('one table, however it is written', () => {
  const utf8 = Buffer.from(TEXT)
  test.each([
    ['UTF-8', utf8],
    ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8])],
    ['GB18030', iconv.encode(TEXT, 'gb18030')],
    ['UTF-8 packed', gzipSync(utf8)],
    ['GB18030 packed', gzipSync(iconv.encode(TEXT, 'gb18030'))],
  ])('%s', async (_, bytes) => {
    for (const size of [1, 2, 3, 5, 1000]) {
      expect(await read(bytes, size)).toEqual({ columns: ['会员号', '姓名', '备注'], rows: ROWS })
    }
  })

  test('a workbook: numbers without noise, days as days, times to the second', async () => {
    const day = new Date('2026-03-01T00:00:00Z')
    const time = new Date('2026-03-01T09:30:15Z')
    const cell = (value: string | number | Date) =>
      value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd hh:mm:ss' } : { value }
    const sheet = [
      ['会员号', '金额', '日期'],
      ['A1', 0.1 + 0.2, day],
      ['A2', 1e-7, time],
    ].map((row) => row.map(cell))
    const book = await writeExcelFile(sheet).toBuffer()
    expect(await read(book, 1000)).toEqual({
      columns: ['会员号', '金额', '日期'],
      rows: [
        { no: 2, cells: ['A1', '0.3', '2026-03-01'] },
        { no: 3, cells: ['A2', '0.0000001', '2026-03-01 09:30:15'] },
      ],
    })
  })
})

test('text of any letters survives GB18030 and UTF-8, cut anywhere', async () => {
  const letters = fc
    .array(fc.constantFrom(...'aZ9,汉字龘𠮷ñ€'), { maxLength: 60 })
    .map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(letters, fc.integer({ min: 1, max: 9 }), async (some, size) => {
      const text = `王小明的会员卡${some}`
      for (const encoding of ['gb18030', 'utf-8'] as const) {
        const bytes = encoding === 'utf-8' ? Buffer.from(text) : iconv.encode(text, encoding)
        expect(await encodingOf(pieces(bytes, size))).toBe(encoding)
        expect((await all(textOf(pieces(bytes, size), encoding))).join('')).toBe(text)
      }
    }),
    { seed: 7 },
  )
})

test('GB18030 letters after a long ASCII beginning are still seen', async () => {
  const long = `n,name\n${'1,abc\n'.repeat(100_000)}2,王小明\n`
  const { rows } = await read(iconv.encode(long, 'gb18030'), 65_536)
  expect(rows.at(-1)).toEqual({ no: 100_002, cells: ['2', '王小明'] })
})

test('columns without a name and with the same name are told apart', async () => {
  expect((await read(Buffer.from('a,,a\n1,2,3\n'))).columns).toEqual(['a', '#2', 'a (2)'])
})

test.each([
  ['a;b;c\n1,5;2;3', ';'],
  ['a\tb\n1,5\t2', '\t'],
  ['"a;b;c",d\n', ','],
  ['single\n', ','],
  ['x'.repeat(65_536), ','],
  ['"'.repeat(65_536), ','],
])('the delimiter of %.20j is %j', (head, delimiter) => {
  expect(delimiterOf(head)).toBe(delimiter)
})

describe('hostile files are refused, with the row where there is one', () => {
  const line = (n: number) => Array.from({ length: n }, () => 'x').join(',')
  test.each([
    ['a NUL', Buffer.from('a,b\n1,2\n3,\0\n'), no('nul_in_file', { rowNo: 3 })],
    ['1,001 columns', Buffer.from(`a\n1\n${line(1001)}\n`), no('too_many_columns', { rowNo: 3 })],
    [
      'a row of over a MiB',
      Buffer.from(`a\n1\n${'x'.repeat(1_100_000)}\n`),
      no('row_too_long', { rowNo: 3 }),
    ],
    ['an open quote', Buffer.from('a,b\n1,"2\n'), no('quote_not_closed', { rowNo: 2 })],
    ['nothing', Buffer.from('\n\n'), no('file_empty')],
    ['a cut gzip', gzipSync(Buffer.from(TEXT.repeat(50))).subarray(0, 60), no('file_broken')],
    ['a gzip bomb', gzipSync(Buffer.alloc(40 * 1024 * 1024, 'a,b\n')), no('file_too_large_inside')],
    ['no zip behind the signature', Buffer.from('PK\u0003\u0004 and no more'), no('file_broken')],
    ['neither encoding', Buffer.from([0x61, 0x0a, 0xff, 0xff, 0xff, 0x0a]), no('encoding_broken')],
  ])('%s', async (_, bytes, problem) => {
    await expect(read(bytes, 65_536)).rejects.toMatchObject(problem)
  })

  test('a workbook whose parts unpack to too much, or to more than its directory says', async () => {
    const book = await writeExcelFile([[{ value: 'a' }], [{ value: 'b'.repeat(500) }]]).toBuffer()
    expect(() => guardZip(book, 10_000_000)).not.toThrow()
    expect(() => guardZip(book, 500)).toThrow(expect.objectContaining(no('file_too_large_inside')))
    const liar = Buffer.from(book)
    liar.writeUInt32LE(1, liar.readUInt32LE(liar.length - 6) + 24)
    expect(() => guardZip(liar, 10_000_000)).toThrow(expect.objectContaining(no('file_too_large_inside')))
  })
})

test('any CSV written by the rules is read back, and rows keep their numbers', async () => {
  const cell = fc.string({ unit: fc.constantFrom(...'ab",;\n汉'), maxLength: 8 }).map((text) => `x${text}x`)
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), async (rows) => {
      async function* written() {
        yield `k,v\n${rows.map((row) => row.map(quoted).join(',')).join('\n')}`
      }
      const found = await all(csvRows(written(), ','))
      expect(found.slice(1)).toEqual(rows.map((cells, at) => ({ no: at + 2, cells })))
    }),
    { seed: 11 },
  )
})

test.each([
  ['12', '12'],
  ['1.5E3', '1500'],
  ['-2.5e-3', '-0.0025'],
  ['0.30000000000000004', '0.3'],
  ['13800138000', '13800138000'],
  ['99.990000000000009', '99.99'],
  ['1e21', '1000000000000000000000'],
])('a spreadsheet number %s is %s', (written, plain) => {
  expect(plainNumber(written)).toBe(plain)
})

test('all of Online Retail passes through, row by row', async () => {
  const open = () => createReadStream(sharedFile('online_retail/transactions_2010-12_to_2011-06.csv.gz'))
  const { shape, rows } = await shapeOf(open)
  expect({ rows, encoding: shape.encoding, columns: shape.columns.length }).toEqual({
    rows: 245_903,
    encoding: 'utf-8',
    columns: 8,
  })
  expect((await all(unpacked(open()))).length).toBeGreaterThan(1)
}, 60_000)
