import type { KINDS } from '../contract.ts'

export type Kind = (typeof KINDS)[number]
export type FieldType =
  'text' | 'money' | 'integer' | 'decimal' | 'number' | 'day' | 'moment' | 'flag' | 'gender'

export type Field = Readonly<{
  key: string
  type: FieldType
  required: boolean
  zh: string
  en: string
  /** Other names files use, compared without case, spaces and punctuation. */
  aliases: readonly string[]
}>

const field = (
  key: string,
  type: FieldType,
  names: [zh: string, en: string],
  ...aliases: string[]
): Field => ({
  key,
  type,
  required: false,
  zh: names[0],
  en: names[1],
  aliases,
})
const required = (of: Field): Field => ({ ...of, required: true })

const MEMBER_NUMBER = field(
  'memberNumber',
  'text',
  ['会员号', 'Member number'],
  '卡号',
  '会员卡号',
  '会员编号',
  '会员ID',
  '顾客编号',
  'CustomerID',
  'customer_id',
  'member_id',
  'member',
  'card',
  'card number',
)
const BRANCH = field(
  'branchCode',
  'text',
  ['门店编码', 'Branch code'],
  '门店',
  '店号',
  '分店',
  'store',
  'store_id',
  'branch',
)

const MEMBERS: readonly Field[] = [
  MEMBER_NUMBER,
  field('name', 'text', ['姓名', 'Name'], '会员姓名', '客户姓名', 'full name', 'customer name'),
  field('gender', 'gender', ['性别', 'Gender'], 'sex'),
  field('birthOn', 'day', ['生日', 'Birth date'], '出生日期', '出生年月', 'birthday', 'date of birth', 'dob'),
  field('ageYears', 'integer', ['年龄', 'Age']),
  field('mobile', 'text', ['手机', 'Mobile'], '手机号', '手机号码', '联系电话', 'mobile phone', 'cell'),
  field('phone', 'text', ['电话', 'Phone'], '固定电话', '座机', 'telephone', 'tel'),
  field('email', 'text', ['邮箱', 'E-mail'], '电子邮箱', '电子邮件', 'email', 'mail'),
  field('idNumber', 'text', ['证件号', 'ID number'], '身份证', '身份证号'),
  field('education', 'text', ['学历', 'Education'], '文化程度'),
  field('income', 'text', ['收入', 'Income'], '年收入', '月收入'),
  field('address', 'text', ['地址', 'Address'], '通讯地址', '家庭住址'),
  field('postcode', 'text', ['邮编', 'Postcode'], '邮政编码', 'zip', 'zip code', 'postal code'),
  field(
    'joinedOn',
    'day',
    ['入会日期', 'Joined on'],
    '注册日期',
    '开卡日期',
    '办卡日期',
    'became_member_on',
    'join date',
    'registered',
  ),
  BRANCH,
  field('emailConsent', 'flag', ['同意邮件营销', 'E-mail consent'], 'email opt in', 'email consent'),
  field('smsConsent', 'flag', ['同意短信营销', 'SMS consent'], '同意短信', 'sms opt in', 'sms consent'),
]

const PRODUCTS: readonly Field[] = [
  required(
    field(
      'code',
      'text',
      ['商品编码', 'Product code'],
      '货号',
      '商品编号',
      'sku',
      'StockCode',
      'product_id',
      'item',
    ),
  ),
  field(
    'productName',
    'text',
    ['商品名称', 'Product name'],
    '品名',
    '名称',
    'Description',
    'name',
    'product',
  ),
  field('category', 'text', ['类别', 'Category'], '分类', '商品类别', 'department', 'product_category'),
  field('barcode', 'text', ['条码', 'Barcode'], '条形码', 'ean', 'upc'),
  field('price', 'money', ['零售价', 'Price'], '售价', '单价', '价格', 'UnitPrice', 'retail price'),
]

const SALES: readonly Field[] = [
  field(
    'receiptNo',
    'text',
    ['小票号', 'Receipt number'],
    '单号',
    '流水号',
    '订单号',
    'InvoiceNo',
    'basket_id',
    'order_id',
    'receipt',
  ),
  MEMBER_NUMBER,
  required(
    field(
      'soldAt',
      'moment',
      ['销售时间', 'Sold at'],
      '日期',
      '时间',
      '交易时间',
      '消费日期',
      'InvoiceDate',
      'date',
      'trans_date',
      'transaction_timestamp',
      'time',
    ),
  ),
  field('code', 'text', ['商品编码', 'Product code'], '货号', '商品编号', 'sku', 'StockCode', 'product_id'),
  field('productName', 'text', ['商品名称', 'Product name'], '品名', '商品', 'Description', 'product'),
  field('quantity', 'decimal', ['数量', 'Quantity'], 'qty'),
  field('unitPrice', 'money', ['单价', 'Unit price'], '售价', 'UnitPrice', 'price'),
  field(
    'amount',
    'money',
    ['金额', 'Amount'],
    '实收',
    '实付金额',
    '消费金额',
    'sales_value',
    'tran_amount',
    'total',
  ),
  BRANCH,
]

const BALANCES: readonly Field[] = [
  required(MEMBER_NUMBER),
  field('points', 'integer', ['积分', 'Points'], '积分余额', '剩余积分', '可用积分', 'points balance'),
  field('pointsExpireOn', 'day', ['积分到期日', 'Points expire on'], '积分有效期'),
  field(
    'principal',
    'money',
    ['储值余额', 'Stored value'],
    '储值本金',
    '本金',
    '余额',
    '卡内余额',
    'balance',
    'stored value balance',
  ),
  field('bonus', 'money', ['赠送余额', 'Bonus value'], '赠金', '赠送金额', 'bonus'),
  field('openedOn', 'day', ['截止日期', 'As of'], '余额日期', 'as of date', 'date'),
]

const PAST_COUPONS: readonly Field[] = [
  field('campaign', 'text', ['活动', 'Campaign'], '活动编号', '活动名称', 'campaign_id', 'promotion'),
  field('coupon', 'text', ['券', 'Coupon'], '券码', '券编号', '券号', 'coupon_upc', 'coupon code', 'voucher'),
  field('couponName', 'text', ['名称', 'Name'], '券名', '券名称', 'coupon name', 'title'),
  { ...MEMBER_NUMBER, aliases: [...MEMBER_NUMBER.aliases, 'household_id'] },
  field(
    'issuedOn',
    'day',
    ['发放日期', 'Issued on'],
    '发券日期',
    '领取日期',
    'issue date',
    'issued',
    'sent on',
  ),
  field(
    'redeemedOn',
    'day',
    ['使用日期', 'Redeemed on'],
    '核销日期',
    'redemption_date',
    'redeemed',
    'used on',
    'date used',
  ),
  field(
    'receiptNo',
    'text',
    ['小票号', 'Receipt number'],
    '单号',
    '核销单号',
    'receipt',
    'basket_id',
    'order_id',
  ),
  field('code', 'text', ['商品编码', 'Product code'], '适用商品', '货号', 'sku', 'product_id'),
  field('validFrom', 'day', ['开始日期', 'Valid from'], '生效日期', 'start_date', 'starts'),
  field(
    'validTo',
    'day',
    ['结束日期', 'Valid to'],
    '到期日期',
    '有效期至',
    'end_date',
    'expires',
    'expiry date',
  ),
]

const FIELDS: Readonly<Record<Kind, readonly Field[]>> = {
  members: MEMBERS,
  products: PRODUCTS,
  sales: SALES,
  balances: BALANCES,
  pastCoupons: PAST_COUPONS,
}

/** The fields a file of this kind may fill; members also fill the chain's own fields, as `extra.<key>`. */
export function fieldsOf(kind: Kind, own: readonly Field[] = []): readonly Field[] {
  return kind === 'members' ? [...MEMBERS, ...own] : FIELDS[kind]
}

/** Which fields must have a column that the mapping does not name; a sale needs an amount, or quantity and price. */
export function missing(kind: Kind, mapping: Readonly<Record<string, string | null>>): string | null {
  const has = (key: string) => typeof mapping[key] === 'string'
  const absent = FIELDS[kind].find((one) => one.required && !has(one.key))
  if (absent) return absent.key
  if (kind === 'sales' && !has('amount') && !(has('quantity') && has('unitPrice'))) return 'amount'
  if (kind === 'pastCoupons' && !has('campaign') && !has('coupon')) return 'coupon'
  if (kind === 'balances' && !['points', 'principal', 'bonus'].some(has)) return 'points'
  return null
}
