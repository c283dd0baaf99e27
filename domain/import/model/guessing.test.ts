import { describe, expect, test } from 'vitest'
import { fieldsOf } from './fields.ts'
import { guessDateFormat, guessKind, guessMapping } from './guessing.ts'

const FILES = [
  {
    kind: 'sales',
    columns: 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
    mapping: {
      receiptNo: 'InvoiceNo',
      code: 'StockCode',
      productName: 'Description',
      quantity: 'Quantity',
      soldAt: 'InvoiceDate',
      unitPrice: 'UnitPrice',
      memberNumber: 'CustomerID',
    },
  },
  {
    kind: 'sales',
    columns: 'master_customer_id,customer_id,date,quantity,amount',
    mapping: { memberNumber: 'customer_id', soldAt: 'date', quantity: 'quantity', amount: 'amount' },
  },
  {
    kind: 'members',
    columns: 'member_id,gender,age,became_member_on,income',
    mapping: {
      memberNumber: 'member_id',
      gender: 'gender',
      ageYears: 'age',
      joinedOn: 'became_member_on',
      income: 'income',
    },
  },
  {
    kind: 'members',
    columns: '卡号,姓名,性别,手机号码,生日,办卡日期',
    mapping: {
      memberNumber: '卡号',
      name: '姓名',
      gender: '性别',
      mobile: '手机号码',
      birthOn: '生日',
      joinedOn: '办卡日期',
    },
  },
  {
    kind: 'balances',
    columns: '会员号,积分,储值余额,赠送金额',
    mapping: { memberNumber: '会员号', points: '积分', principal: '储值余额', bonus: '赠送金额' },
  },
  {
    kind: 'pastCoupons',
    columns: 'household_id,coupon_upc,campaign_id,redemption_date',
    mapping: {
      memberNumber: 'household_id',
      coupon: 'coupon_upc',
      campaign: 'campaign_id',
      redeemedOn: 'redemption_date',
    },
  },
  {
    kind: 'pastCoupons',
    columns: 'campaign_id,campaign_type,start_date,end_date',
    mapping: { campaign: 'campaign_id', validFrom: 'start_date', validTo: 'end_date' },
  },
  {
    kind: 'pastCoupons',
    columns: '活动,券码,会员号,发放日期,使用日期,有效期至',
    mapping: {
      campaign: '活动',
      coupon: '券码',
      memberNumber: '会员号',
      issuedOn: '发放日期',
      redeemedOn: '使用日期',
      validTo: '有效期至',
    },
  },
  {
    kind: 'products',
    columns: '商品编码,商品名称,分类,条码,售价',
    mapping: { code: '商品编码', productName: '商品名称', category: '分类', barcode: '条码', price: '售价' },
  },
  {
    kind: 'sales',
    columns: '小票号,销售时间,会员号,商品编码,数量,单价,实收金额,门店编号',
    mapping: {
      receiptNo: '小票号',
      soldAt: '销售时间',
      memberNumber: '会员号',
      code: '商品编码',
      quantity: '数量',
      unitPrice: '单价',
      amount: '实收金额',
      branchCode: '门店编号',
    },
  },
] as const

describe('a file is recognised by its columns', () => {
  test.each(FILES)('$kind: $columns', ({ kind, columns, mapping }) => {
    const names = columns.split(',')
    expect(guessKind(names)).toBe(kind)
    const found = Object.entries(guessMapping(fieldsOf(kind), names)).filter(([, column]) => column !== null)
    expect(Object.fromEntries(found)).toEqual(mapping)
  })
})

test.each([
  [['2010-12-01 08:26:00', ''], 'ymd'],
  [['19970101', '19970118'], 'ymd'],
  [['04/03/2026', '13/03/2026'], 'dmy'],
  [['04/03/2026', '03/13/2026'], 'mdy'],
])('the dates %j are written %s', (samples, format) => {
  expect(guessDateFormat(samples)).toBe(format)
})
