import { z } from 'zod'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import type { Work } from '#db/work'
import { branches } from '#domain/org/index'
import { liabilityReport, valueAges } from '#domain/wallet/index'
import { pastParts } from './sheets-past.ts'
import { asked, asOfHead, column, phrase, placeHead, spanHead } from './asked.ts'
import type { Filters } from './contract.ts'
import type { Part, Phrase, Sheet } from './model.ts'
import { apart, KIND, nameOf } from './sheets-value.ts'

const AGES = [
  ['3 个月内', 'Up to 3 months'],
  ['3–6 个月', '3–6 months'],
  ['6–12 个月', '6–12 months'],
  ['12 个月以上', 'Over 12 months'],
] as const

const ageQuestion = z.object({ on: aDay.optional(), branchId: idOf<'branch'>().optional() })

/** What members hold, by the branch that gave it out, by kind and age. Each kind begins with all branches together. */
export async function agesSheet(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(ageQuestion, filters)
  const told = await valueAges(work, wish)
  const names = new Map((await branches(work)).map((one) => [one.id, one.name]))
  const elsewhere = phrase('接入等（无门店）', 'Taken over (no branch)')
  type Line = (typeof told.rows)[number] & Readonly<{ place: Phrase | string }>
  const all = (rows: typeof told.rows): Line[] => {
    const [first] = rows
    if (!first || wish.branchId !== undefined) return []
    const add = (a: readonly number[], b: readonly number[]) => a.map((one, at) => one + (b[at] ?? 0))
    const whole = rows.slice(1).reduce(
      (sum, row) => ({
        ...sum,
        ages: add(sum.ages, row.ages),
        overdue: sum.overdue + row.overdue,
        ending: add(sum.ending, row.ending),
      }),
      first,
    )
    return [{ ...whole, place: phrase('全部门店', 'All branches') }]
  }
  const units = [...new Set(told.rows.map((row) => `${row.kind} ${row.code ?? ''}`))]
  const lines = units.flatMap((unit) => {
    const own = told.rows.filter((row) => `${row.kind} ${row.code ?? ''}` === unit)
    const placed = own.map((row): Line => {
      const place = row.branchId === null ? elsewhere : (names.get(row.branchId) ?? elsewhere)
      return { ...row, place }
    })
    return [...all(own), ...placed]
  })
  return {
    head: [asOfHead(told.on), ...(await placeHead(work, wish))],
    parts: apart(lines, {
      title: phrase('未使用权益的账龄', 'Age of what members hold'),
      columns: (kind) => [
        column('text', '发放门店', 'Given out at'),
        ...AGES.map(([zh, en]) => column(kind, zh, en)),
        column(kind, '合计', 'All together'),
        column(kind, '30 天内到期', 'Ending in 30 days'),
        column(kind, '90 天内到期', 'Ending in 90 days'),
      ],
      cells: ({ place, ages, ending }) => [
        place,
        ...ages,
        ages.reduce((sum, one) => sum + one, 0),
        ...ending.map((one) => one),
      ],
    }),
  }
}

const couponQuestion = z.object({
  from: aDay.optional(),
  to: aDay.optional(),
  branchId: idOf<'branch'>().optional(),
})

/** Coupons and passes: given out, used, died, still out; the coupon lines of the liability of the same days. */
export async function couponsSheet(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(couponQuestion, filters)
  const told = await liabilityReport(work, { from: wish.from, on: wish.to, branchId: wish.branchId })
  const rows = told.rows.filter((row) => row.kind === 'coupon' || row.kind === 'pass')
  const part: Part = {
    title: phrase('券与次卡', 'Coupons and passes'),
    columns: [
      column('text', '类别', 'Kind'),
      column('text', '名称', 'Name'),
      column('count', '期初', 'Opening'),
      column('count', '发放', 'Issued'),
      column('count', '使用', 'Used'),
      column('count', '过期', 'Expired'),
      column('count', '其他变动', 'Other moves'),
      column('count', '期末', 'Closing'),
      column('money', '面值', 'Face value'),
    ],
    rows: rows.map((row) => {
      const issued = row.issued + row.takenOver + row.clawedBack
      const used = 0 - row.redeemed - row.givenBack
      const died = 0 - row.expired
      const other = row.closing - row.opening - issued + used + died
      const face = row.faceMinor
      return [KIND[row.kind], nameOf(row), row.opening, issued, used, died, other, row.closing, face]
    }),
    totals: null,
  }
  return {
    head: [spanHead({ from: told.from, to: told.on }), ...(await placeHead(work, wish))],
    // What came before Zhiji belonged to no branch that it knows.
    parts: [part, ...(wish.branchId === undefined ? await pastParts(work, told) : [])],
  }
}
