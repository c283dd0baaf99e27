import { readSheet } from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'
import type { Cell, Printed } from './model.ts'
import { xlsxOf } from './xlsx.ts'

const printed = (rows: Iterable<readonly Cell[]>): Printed => ({
  title: '表',
  language: 'zh-CN',
  digits: 2,
  head: [['甲', '<乙> & "丙"']],
  parts: [
    {
      title: '表',
      columns: [
        { kind: 'text', title: '名' },
        { kind: 'money', title: '金额' },
        { kind: 'units', title: '数量' },
        { kind: 'share', title: '占比' },
        { kind: 'day', title: '日' },
      ],
      rows,
      totals: null,
    },
  ],
})

async function whole(pieces: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const piece of pieces) all.push(Buffer.from(piece))
  return Buffer.concat(all)
}

test('a workbook keeps texts of every script, amounts to the fen, parts of a unit, shares and days', async () => {
  const rows: Cell[][] = [
    ['龙井 <茶> & "好" 𠮷', 1_234_567_890_123_45, 500, 1250, '2026-02-28'],
    ['-1+1', -1, 1001, 0, '1999-12-31'],
    ['-5', 0, -2500, 10_000, null],
    ['bell\u0007', null, null, null, null],
  ]
  const sheet = (await readSheet(await whole(xlsxOf(printed(rows))))) as unknown[][]
  expect(sheet.slice(1, 2)).toEqual([['甲', '<乙> & "丙"', null, null, null]])
  expect(sheet.slice(-4)).toEqual([
    ['龙井 <茶> & "好" 𠮷', 1_234_567_890_123.45, 0.5, 0.125, new Date('2026-02-28T00:00:00Z')],
    ["'-1+1", -0.01, 1.001, 0, new Date('1999-12-31T00:00:00Z')],
    ['-5', 0, -2.5, 1, null],
    ['bell', null, null, null, null],
  ])
})

test('a CSV has the same, exact', async () => {
  const text = (await whole(csvOf(printed([['+1', 1_234_567_890_123_45, 1001, 5, '2026-02-28']])))).toString()
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(text.trimEnd().split('\r\n').at(-1)).toBe("'+1,1234567890123.45,1.001,0.05%,2026-02-28")
})

test('rows are asked for while the file is made, not all before', async () => {
  let asked = 0
  function* many() {
    for (let at = 0; at < 20_000; at += 1) {
      asked += 1
      yield ['会员', at, 1000, 5, '2026-02-28'] as const
    }
  }
  const pieces = xlsxOf(printed(many()))[Symbol.asyncIterator]()
  await pieces.next()
  expect(asked).toBe(0)
  let size = 0
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) size += next.value.length
  expect([asked, size > 10_000]).toEqual([20_000, true])
})
