import { expect, test } from 'vitest'
import { best, keptProduct } from './products.ts'

const row = (code: string, name: string, barcodes: string[] = []) =>
  keptProduct({ code, name, category: '', barcodes, priceMinor: 1, costMinor: null })
const rows = [
  row('A2', '冰镇农夫山泉', ['6901234500002']),
  row('N1', '农夫山泉', ['6901234500001']),
  row('NF', '毛巾'),
  row('Z9', '可乐 NFC'),
]
const found = (text: string) => best(rows, text, 10).map(({ code }) => code)

test('the whole code or barcode comes first, then beginnings, then parts', () => {
  expect(found('nf')).toEqual(['NF', 'N1', 'A2', 'Z9'])
  expect(found('农夫')).toEqual(['N1', 'A2'])
  expect(found('6901234500002')).toEqual(['A2'])
  expect(found('00001')).toEqual(['N1'])
  expect(found('nfsq')).toEqual(['N1', 'A2'])
  expect(found('没有')).toEqual([])
})

test('nothing typed shows what there is, no more than asked for', () => {
  expect(best(rows, ' ', 2)).toHaveLength(2)
})
