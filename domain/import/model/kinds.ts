export const KINDS = ['members', 'products', 'sales', 'balances'] as const
export type Kind = (typeof KINDS)[number]

export const FIELD_TYPES = [
  'text',
  'money',
  'integer',
  'decimal',
  'date',
  'datetime',
  'choice',
  'phone',
] as const
export type FieldType = (typeof FIELD_TYPES)[number]

/** A field of ours that a column of a file can fill. */
export type Field = Readonly<{
  key: string
  type: FieldType
  required: boolean
  zh: string
  en: string
  /** Names of such columns elsewhere, as `sameName` writes them; the first is the best guess. */
  aliases: readonly string[]
}>

const field = (
  key: string,
  type: FieldType,
  words: Readonly<{ zh: string; en: string; required?: boolean }>,
  aliases: string,
): Field => ({
  key,
  type,
  required: words.required ?? false,
  zh: words.zh,
  en: words.en,
  aliases: [words.zh, words.en, key, ...aliases.split(' ')].map(sameName).filter(Boolean),
})

/** Column names are compared without case, spaces and signs: `Customer ID`, `customer_id` and `CustomerID` are one. */
export function sameName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-./\\#:()（）【】[\]"'*]/g, '')
}

const NUMBERS =
  '会员号 卡号 会员卡号 会员编号 会员编码 客户编号 顾客编号 memberno memberid cardno cardnumber customerid customerno'

const members: readonly Field[] = [
  field('number', 'text', { zh: '会员号', en: 'Member number' }, NUMBERS),
  field(
    'name',
    'text',
    { zh: '姓名', en: 'Name' },
    '会员姓名 客户姓名 顾客姓名 名字 membername fullname customername',
  ),
  field(
    'mobile',
    'phone',
    { zh: '手机', en: 'Mobile' },
    '手机号 手机号码 移动电话 联系手机 mobilephone cellphone mobileno',
  ),
  field('gender', 'choice', { zh: '性别', en: 'Gender' }, 'sex'),
  field('birthOn', 'date', { zh: '生日', en: 'Birthday' }, '出生日期 出生年月日 birthdate dateofbirth dob'),
  field('ageYears', 'integer', { zh: '年龄', en: 'Age' }, 'age'),
  field(
    'joinedOn',
    'date',
    { zh: '入会日期', en: 'Member since' },
    '注册日期 开卡日期 办卡日期 入会时间 注册时间 开卡时间 becamememberon joindate joined signupdate registeredon',
  ),
  field('email', 'text', { zh: '电子邮箱', en: 'E-mail' }, '邮箱 电子邮件 mail emailaddress'),
  field('phone', 'text', { zh: '电话', en: 'Phone' }, '固定电话 联系电话 座机 telephone tel'),
  field('idNumber', 'text', { zh: '证件号', en: 'ID number' }, '身份证 身份证号 身份证号码 证件号码 idcard'),
  field('education', 'text', { zh: '学历', en: 'Education' }, '文化程度'),
  field('income', 'text', { zh: '收入', en: 'Income' }, '月收入 年收入 salary'),
  field('address', 'text', { zh: '地址', en: 'Address' }, '联系地址 通讯地址 住址 家庭住址 street'),
  field('postcode', 'text', { zh: '邮编', en: 'Postcode' }, '邮政编码 zip zipcode postalcode'),
]

const products: readonly Field[] = [
  field(
    'code',
    'text',
    { zh: '商品编码', en: 'Product code', required: true },
    '商品代码 商品编号 货号 款号 编码 stockcode sku productid itemcode',
  ),
  field(
    'name',
    'text',
    { zh: '商品名称', en: 'Product name', required: true },
    '品名 商品 名称 productname description itemname title',
  ),
  field('category', 'text', { zh: '分类', en: 'Category' }, '类别 品类 商品分类 商品类别 department group'),
  field('barcode', 'text', { zh: '条码', en: 'Barcode' }, '条形码 商品条码 国际条码 ean upc gtin'),
  field('price', 'money', { zh: '售价', en: 'Price' }, '价格 单价 零售价 unitprice listprice retailprice'),
]

const sales: readonly Field[] = [
  field(
    'receiptNo',
    'text',
    { zh: '小票号', en: 'Receipt number' },
    '单号 流水号 销售单号 订单号 交易号 单据号 invoiceno invoice receipt orderid orderno transactionid basketid',
  ),
  field(
    'memberNumber',
    'text',
    { zh: '会员号', en: 'Member number' },
    `${NUMBERS} customer member mastercustomerid householdid`,
  ),
  field(
    'happenedAt',
    'datetime',
    { zh: '日期', en: 'Date', required: true },
    '时间 销售日期 交易日期 销售时间 交易时间 消费日期 消费时间 下单时间 invoicedate datetime transactiondate orderdate',
  ),
  field(
    'productCode',
    'text',
    { zh: '商品编码', en: 'Product code' },
    '商品代码 商品编号 货号 款号 条码 stockcode sku productid itemcode',
  ),
  field(
    'productName',
    'text',
    { zh: '商品名称', en: 'Product name' },
    '品名 商品 description itemname product',
  ),
  field('quantity', 'decimal', { zh: '数量', en: 'Quantity' }, '件数 销售数量 qty units'),
  field('unitPrice', 'money', { zh: '单价', en: 'Unit price' }, '售价 零售价 价格 price'),
  field(
    'amount',
    'money',
    { zh: '金额', en: 'Amount' },
    '实收金额 销售金额 消费金额 实付金额 应收 合计 小计 total totalamount salesvalue spend',
  ),
  field(
    'branchCode',
    'text',
    { zh: '门店编号', en: 'Branch code' },
    '门店 店铺 门店代码 分店 store storeid shop branch',
  ),
  field('till', 'text', { zh: '收银台', en: 'Till' }, '收银机 机号 pos posno register'),
]

const balances: readonly Field[] = [
  field('memberNumber', 'text', { zh: '会员号', en: 'Member number', required: true }, `${NUMBERS} number`),
  field(
    'points',
    'integer',
    { zh: '积分', en: 'Points' },
    '积分余额 可用积分 剩余积分 当前积分 pointsbalance bonuspoints',
  ),
  field(
    'principal',
    'money',
    { zh: '储值余额', en: 'Stored value' },
    '储值 储值本金 本金 本金余额 余额 卡余额 账户余额 balance storedvalue cardbalance',
  ),
  field(
    'bonus',
    'money',
    { zh: '赠送余额', en: 'Bonus value' },
    '赠送金 赠送金额 赠金 赠金余额 giftbalance bonusbalance',
  ),
  field('openedOn', 'date', { zh: '余额日期', en: 'Balance date' }, '日期 截止日期 date asof'),
  field(
    'expiresOn',
    'date',
    { zh: '到期日', en: 'Expires on' },
    '有效期 有效期至 到期日期 失效日期 expiry expirydate validuntil',
  ),
]

export const FIELDS: Readonly<Record<Kind, readonly Field[]>> = { members, products, sales, balances }

/** Of each group at least one column is needed; what a field alone needs stands at the field. */
export const ONE_OF: Readonly<Record<Kind, readonly (readonly string[])[]>> = {
  members: [['number', 'mobile', 'name']],
  products: [],
  sales: [['amount', 'unitPrice']],
  balances: [['points', 'principal', 'bonus']],
}

/** Which of our fields is filled from which column, by the column's name. */
export type Mapping = Readonly<Record<string, string>>

/** Fields that still need a column; of a group the first is named. */
export function missingFields(kind: Kind, mapping: Mapping): string[] {
  const mapped = (key: string): boolean => mapping[key] !== undefined
  const alone = FIELDS[kind].filter((one) => one.required && !mapped(one.key)).map((one) => one.key)
  const groups = ONE_OF[kind].filter((group) => !group.some(mapped)).map((group) => group[0] ?? '')
  return [...alone, ...groups]
}
