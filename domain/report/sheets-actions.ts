import { z } from 'zod'
import { idOf } from '#base/id'
import { addDays, aDay } from '#base/instant'
import type { Work } from '#db/work'
import { campaigns, reportOf } from '#domain/campaign/index'
import { careDays, careRuleReport, careRules } from '#domain/care/index'
import { today } from '#domain/org/index'
import { asked, column, phrase, placeHead, spanHead } from './asked.ts'
import type { Filters } from './contract.ts'
import type { Cell, Part, Phrase, Sheet } from './model.ts'

/** What one look can judge: each of them is compared member by member. Earlier ones are on the next page. */
export const CAMPAIGNS_A_PAGE = 50
const campaignQuestion = z.object({ page: z.coerce.number().int().min(1).default(1) })

const shareOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((10_000 * part) / whole)

/** What each campaign earned: its treated against its control, its cost, and the verdict of its own page. */
export async function campaignsSheet(work: Work, filters: Filters): Promise<Sheet> {
  const { page } = asked(campaignQuestion, filters)
  const told = await campaigns(work, { page, rows: CAMPAIGNS_A_PAGE })
  const rows: (Cell | Phrase)[][] = []
  for (const one of told.rows.filter((row) => row.state === 'launched')) {
    const report = await reportOf(work, { id: one.id as never })
    const [treated, control] = ['treated', 'control'].map((arm) => report.arms.find((own) => own.arm === arm))
    rows.push([
      one.name,
      report.startsOn,
      treated?.members ?? 0,
      control?.members ?? 0,
      treated ? shareOf(treated.buyers, treated.members) : null,
      control ? shareOf(control.buyers, control.members) : null,
      treated?.spendMinor ?? 0,
      report.costMinor,
      report.total ? Math.round(report.total.middle) : null,
      VERDICT[report.verdict.kind],
    ])
  }
  return {
    head: [[phrase('范围', 'Scope'), scopeOf({ page, here: told.rows.length, total: told.total })]],
    parts: [campaignPart(rows)],
    pages: Math.max(1, Math.ceil(told.total / CAMPAIGNS_A_PAGE)),
  }
}

/** Which of all campaigns these are, the newest being the first; what was never sent is among them and has no row. */
function scopeOf({ page, here, total }: Readonly<{ page: number; here: number; total: number }>): Phrase {
  const before = (page - 1) * CAMPAIGNS_A_PAGE
  if (here === 0) return phrase(`共 ${total} 个活动，本页没有`, `none of ${total} campaigns`)
  if (here === total) return phrase(`全部 ${total} 个活动`, `all ${total} campaigns`)
  const [from, to] = [before + 1, before + here]
  return phrase(
    `共 ${total} 个活动，从新到旧第 ${from}–${to} 个`,
    `campaigns ${from}–${to} of ${total}, the newest first`,
  )
}

const VERDICT = {
  worked: phrase('有效', 'worked'),
  cost_money: phrase('亏本', 'cost money'),
  no_sign: phrase('看不出效果', 'no sign'),
  cannot_judge: phrase('无法判断', 'cannot judge'),
}

const campaignPart = (rows: readonly (Cell | Phrase)[][]): Part => ({
  title: phrase('活动效果', 'What campaigns earned'),
  columns: [
    column('text', '活动', 'Campaign'),
    column('day', '开始', 'Begins'),
    column('count', '触达组', 'Treated'),
    column('count', '对照组', 'Control'),
    column('share', '触达组购买率', 'Treated who bought'),
    column('share', '对照组购买率', 'Control who bought'),
    column('money', '触达组消费', 'Sales to treated'),
    column('money', '成本', 'Cost'),
    column('money', '净增收估计', 'Net gain, estimated'),
    column('text', '结论', 'Verdict'),
  ],
  rows,
  totals: null,
})

const careQuestion = z.object({
  from: aDay.optional(),
  to: aDay.optional(),
  branchId: idOf<'branch'>().optional(),
})
const CARE_DAYS = 30

/** Tasks of care day by day, and what its rules have made and earned. */
export async function careSheet(work: Work, filters: Filters): Promise<Sheet> {
  const wish = asked(careQuestion, filters)
  const to = wish.to ?? (await today(work))
  const span = { from: wish.from ?? addDays(to, 1 - CARE_DAYS), to }
  const place = wish.branchId === undefined ? {} : { branchId: wish.branchId }
  const days = (await careDays(work, { ...span, ...place })).rows
  const sum = (of: 'open' | 'done' | 'gifts') => days.reduce((all, row) => all + row[of], 0)
  return {
    head: [spanHead(span), ...(await placeHead(work, wish))],
    parts: [
      {
        title: phrase('按日', 'By day'),
        columns: [
          column('day', '日期', 'Day'),
          column('count', '待办', 'Open'),
          column('count', '完成', 'Done'),
          column('count', '其中送礼', 'Gifts among them'),
        ],
        rows: days.map((row) => [row.day, row.open, row.done, row.gifts]),
        totals: [phrase('合计', 'All together'), sum('open'), sum('done'), sum('gifts')],
      },
      await rulesPart(work),
    ],
  }
}

/** Each rule since it began, whatever the days above. */
async function rulesPart(work: Work): Promise<Part> {
  const lines: (Cell | Phrase)[][] = []
  for (const { ruleId, document, active, tasks } of (await careRules(work, {})).rows) {
    const verdict =
      (document.controlBps ?? 0) > 0
        ? VERDICT[(await careRuleReport(work, { ruleId: ruleId as never })).verdict.kind]
        : null
    lines.push([
      phrase(document.nameZh, document.nameEn),
      active ? phrase('启用', 'on') : phrase('停用', 'off'),
      tasks.open,
      tasks.done,
      tasks.cancelled,
      tasks.held,
      verdict,
    ])
  }
  return {
    title: phrase('关怀规则（累计）', 'Rules of care, since they began'),
    columns: [
      column('text', '规则', 'Rule'),
      column('text', '状态', 'State'),
      column('count', '待办', 'Open'),
      column('count', '完成', 'Done'),
      column('count', '取消', 'Cancelled'),
      column('count', '对照', 'Held back'),
      column('text', '结论', 'Verdict'),
    ],
    rows: lines,
    totals: null,
  }
}
