import type { Answer, Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { boughtWithin, salesKnownTo, verdictInWords } from '#domain/insight/index'
import { sumsOf } from '#domain/insight/model/moments'
import { verdict, type Verdict } from '#domain/insight/model/verdict'
import type { ruleReport } from './contract/rule.ts'
import { windowEnd } from './model/rule.ts'
import * as store from './store/rules.ts'

type About = Awaited<ReturnType<typeof store.aboutBy>>[number]
type Bought = ReadonlyMap<string, Readonly<{ purchases: number; spendMinor: number }>>

/**
 * D4: calls are measured as any campaign is: everybody the rule meant to call against everybody it held back, by what
 * they bought from the day of their first task on, called or not. Only whose window is over counts.
 */
export async function report(
  work: Work,
  { ruleId }: Wish<typeof ruleReport>,
): Promise<Answer<typeof ruleReport>> {
  const [rule] = await store.rules(work.tx, ruleId)
  if (!rule) throw new Refusal('care_rule_unknown')
  const { windowDays, controlBps } = rule.document
  const about = await store.aboutBy(work.tx, ruleId)
  const knownTo = await salesKnownTo(work)
  const over = about.filter(({ dueOn }) => knownTo !== null && windowEnd(dueOn, windowDays) <= knownTo)
  const rows = await boughtWithin(
    work,
    over.map(({ memberId, dueOn }) => ({ memberId, day: dueOn })),
    windowDays,
  )
  const bought = new Map(rows.map((row) => [row.memberId, row]))
  const called = over.filter((one) => !one.held)
  const held = over.filter((one) => one.held)
  const found = judge({ called, held, bought, share: controlBps / 10_000 })
  const done = called.filter((one) => one.state === 'done')
  return {
    ruleId,
    windowDays,
    called: share(called, bought),
    held: share(held, bought),
    done: done.length,
    reached: done.filter(({ outcome }) => outcome !== 'not_reached').length,
    waiting: about.length - over.length,
    verdict: await verdictInWords(work, found, { outcome: 'sales' }),
  }
}

const spends = (rows: readonly About[], bought: Bought): number[] =>
  rows.map(({ memberId }) => bought.get(memberId)?.spendMinor ?? 0)

const share = (rows: readonly About[], bought: Bought) => ({
  members: rows.length,
  buyers: rows.filter(({ memberId }) => (bought.get(memberId)?.purchases ?? 0) > 0).length,
  spendMinor: spends(rows, bought).reduce((sum, one) => sum + one, 0),
})

type Arms = Readonly<{ called: readonly About[]; held: readonly About[]; bought: Bought; share: number }>

function judge({ called, held, bought, share: control }: Arms): Verdict {
  const reached = called.filter(({ state, outcome }) => state === 'done' && outcome !== 'not_reached').length
  return verdict({
    treated: sumsOf(spends(called, bought)),
    control: sumsOf(spends(held, bought)),
    shares: { treated: 1 - control, control },
    buyers: { treated: share(called, bought).buyers, control: share(held, bought).buyers },
    costMinor: 0,
    reached,
    leaked: 0,
    windowComplete: true,
    looks: 1,
  })
}
