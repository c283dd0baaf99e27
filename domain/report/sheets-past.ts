import type { Work } from '#db/work'
import { pastCouponReport } from '#domain/import/index'
import { column, phrase } from './asked.ts'
import type { Cell, Part } from './model.ts'

type Row = Awaited<ReturnType<typeof pastCouponReport>>[number]

/** Who used it among those it went to, in basis points; nothing where nobody was told as having got it. */
const rate = ({ users, members }: Row): number | null =>
  members === 0 ? null : Math.round((users * 10_000) / members)

const COUNTS = [
  column('count', '适用商品数', 'Products'),
  column('count', '发放张数', 'Issued'),
  column('count', '发放会员数', 'Members sent to'),
  column('count', '使用次数', 'Redeemed'),
  column('count', '使用会员数', 'Members who redeemed'),
  column('share', '使用率', 'Redemption rate'),
  column('count', '未在名单而使用的会员', 'Redeemed without being on the list'),
]
const counts = (row: Row): Cell[] => [
  row.products,
  row.issued,
  row.members,
  row.redeemed,
  row.users + row.strangers,
  rate(row),
  row.strangers,
]
const NAMES = [column('text', '活动', 'Campaign'), column('text', '活动名称', 'Name')]
const DAYS = [column('day', '开始', 'From'), column('day', '结束', 'To')]

/**
 * Coupons of before Zhiji, by campaign and by coupon, over the whole life of each campaign that ran in the days; no
 * part at all where nothing was imported. The rate is of members: redeemed by how many of those it went to.
 */
export async function pastParts(
  work: Work,
  { from, on }: Readonly<{ from: string; on: string }>,
): Promise<Part[]> {
  const rows = await pastCouponReport(work, { from, to: on })
  if (rows.length === 0) return []
  const campaigns = rows.filter((row) => row.coupon === null)
  const coupons = rows.filter((row) => row.coupon !== null)
  return [
    {
      title: phrase('过往活动的券（导入的历史，全程数字）', 'Past campaigns (imported history, whole life)'),
      columns: [...NAMES, ...DAYS, column('count', '券种数', 'Coupons'), ...COUNTS],
      rows: campaigns.map((row) => [row.campaign, row.name, row.from, row.to, row.coupons, ...counts(row)]),
      totals: null,
    },
    {
      title: phrase('过往的券（导入的历史，全程数字）', 'Past coupons (imported history, whole life)'),
      columns: [
        column('text', '活动', 'Campaign'),
        column('text', '券', 'Coupon'),
        column('text', '名称', 'Name'),
        ...COUNTS,
      ],
      rows: coupons.map((row) => [row.campaign, row.coupon, row.name, ...counts(row)]),
      totals: null,
    },
  ]
}
