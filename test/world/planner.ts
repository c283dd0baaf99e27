import type { Asked } from '#base/endpoint'
import { enrolment } from '#domain/member/contract'
import { enrolMany } from '#domain/member/index'
import { openBranch } from '#domain/org/contract'
import { savePlan, startPlan, type WholePlan } from '#domain/planner/contract'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { campaignWorld } from './campaign.ts'
import type { TestWorld } from './world.ts'

export type PlanAsked = Asked<typeof savePlan>['document']
export type Town = Readonly<{ branchId: string; numbers: readonly string[] }>

/** A chain with its first branch in 济南 and two in other cities, with so many members at each who bought once. */
export async function plannerWorld(members = 20): Promise<TestWorld & { towns: Record<string, Town> }> {
  const w = await campaignWorld()
  const towns: Record<string, Town> = {}
  for (const [code, region, first] of [
    ['J1', '济南', 1000],
    ['Q1', '青岛', 2000],
    ['Y1', '烟台', 3000],
  ] as const) {
    const branchId = w.newId()
    await w.call(openBranch, { id: branchId, code, name: `${region}店`, region })
    const people = Array.from({ length: members }, (_, at) =>
      enrolment.parse({
        id: w.newId(),
        number: `M${first + at}`,
        name: `会员${first + at}`,
        email: `m${first + at}@example.com`,
        source: 'terminal',
        branchId,
        consent: { channels: ['email'], textVersion: 'v1' },
      }),
    )
    await w.work((work) => enrolMany(work, people))
    const sales = people.map((one) =>
      saleWish.parse({
        id: w.newId(),
        branchCode: code,
        memberNumber: one.number,
        happenedAt: '2026-03-01T02:00:00Z',
        lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: 100_00 }],
      }),
    )
    await w.work((work) => takeIn(work, sales, { source: 'import' }))
    towns[code] = { branchId, numbers: people.map((one) => one.number ?? '') }
  }
  await w.settle()
  return { ...w, towns }
}

/** What an e-mail of a plan says. */
export const letter = {
  kind: 'campaign',
  channel: 'email',
  subject: '踏青有礼',
  body: '{{ member.name }}，欢迎到店。',
} as const

/** A plan with a pilot in 济南 and the other cities after it, two phases and one campaign by e-mail. */
export const planOf = (more: Partial<PlanAsked> = {}): PlanAsked => ({
  name: '春季踏青',
  startsOn: '2026-03-02',
  endsOn: '2026-05-31',
  goals: [{ figure: 'new_members', target: 90 }],
  budget: { messagesMinor: 100_00, giftsMinor: 200_00, otherMinor: 50_00 },
  waves: [
    { id: 'pilot', name: '济南试点', regions: ['济南'] },
    { id: 'rest', name: '其余城市', regions: ['青岛', '烟台'] },
  ],
  phases: [
    { id: 'intro', name: '导入期', startsOn: '2026-03-02', endsOn: '2026-03-31' },
    { id: 'grow', name: '发展期', startsOn: '2026-04-01', endsOn: '2026-05-31' },
  ],
  activities: [
    {
      id: 'mail',
      name: '邀约邮件',
      phaseId: 'intro',
      weekdays: [6, 7],
      giftsMinor: 150_00,
      makes: { ...letter, giftCostMinor: 5_00 },
    },
  ],
  ...more,
})

/** Saves a plan, and starts it. */
export async function running(w: TestWorld, document: PlanAsked = planOf()): Promise<WholePlan> {
  const planId = w.newId()
  await w.call(savePlan, { id: w.newId(), planId, document })
  return w.call(startPlan, { id: w.newId(), planId })
}
