import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { firstLine, guessKind, headOf } from './guess.ts'

test.each([
  ['sales', 'transactions.csv.gz', ['master_customer_id', 'customer_id', 'date', 'quantity', 'amount']],
  [
    'sales',
    'x.csv',
    ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID'],
  ],
  ['sales', '销售.csv', ['小票号', '卡号', '日期', '金额']],
  ['members', 'people.csv', ['Name', 'Mobile', 'Birthday']],
  ['members', '客户.csv', ['姓名', '手机号', '性别']],
  ['products', 'goods.csv', ['SKU', 'Barcode', 'Price']],
  ['balances', '期初.csv', ['会员号', '积分']],
  ['pastCoupons', 'campaigns.csv', ['campaign_id', 'household_id']],
  ['pastCoupons', 'coupons.csv', ['coupon_upc', 'product_id', 'campaign_id']],
  ['pastCoupons', '券.csv', ['活动', '券码', '会员号', '使用日期']],
  ['sales', 'a.csv', ['x', 'y']],
] as const)('a file is guessed to hold %s: %s', (kind, name, columns) => {
  expect(guessKind(name, columns)).toBe(kind)
})

test('the names of columns are read whatever separates them', () => {
  expect(firstLine('\uFEFF"a";"b";c\n1;2;3')).toEqual(['a', 'b', 'c'])
  expect(firstLine('a\tb\r\n')).toEqual(['a', 'b'])
})

const named = (bytes: Uint8Array<ArrayBuffer>, name: string) => Object.assign(new Blob([bytes]), { name })

test('the head of a file is read as UTF-8, GB18030 or unpacked from gzip', async () => {
  const utf8 = new Uint8Array(Buffer.from('姓名,手机\n'))
  expect(await headOf(named(utf8, 'a.csv'))).toBe('姓名,手机\n')
  expect(await headOf(named(new Uint8Array(iconv.encode('姓名,手机\n', 'gb18030')), 'a.csv'))).toBe(
    '姓名,手机\n',
  )
  expect(await headOf(named(new Uint8Array(gzipSync(utf8)), 'a.csv.gz'))).toBe('姓名,手机\n')
  expect(await headOf(named(utf8, 'a.xlsx'))).toBe('')
})
