import { addDays, addMonths, day, type BusinessDay } from '#base/instant'
import type { Step } from '#db/jobs'
import { house, inWork, type Work, type World } from '#db/work'
import { membersById } from '#domain/member/index'
import { programDocument } from '#domain/program/contract'
import { versionsBy, type ProgramDocument } from '#domain/program/index'
import { daysOfMembers, pastBaskets, type PastBasket } from '#domain/sale/index'
import * as standing from '#domain/standing/index'
import type { PastSale } from './model/past.ts'
import { begin, replay, warm, type Rehearsal } from './model/rehearse.ts'
import { told } from './model/told.ts'
import * as store from './store/rehearsals.ts'

/** Sales judged between two looks at the clock: tills are served in between. */
const MOST = 1_000
const NO_ID = '00000000-0000-0000-0000-000000000000'

type Asked = NonNullable<Awaited<ReturnType<typeof store.next>>>

/**
 * E2: takes the oldest rehearsal that waits and carries it through, some sales at a time in works that only read. It
 * writes nothing but its own progress; killed, it begins again.
 */
export async function rehearseNext(world: World): Promise<Step> {
  const asked = await inWork(world, house, (work) => store.next(work.tx))
  if (!asked) return 'done'
  try {
    await rehearse(world, asked)
  } catch (trouble) {
    await inWork(world, house, (work) => store.end(work, asked.id, { state: 'failed' }))
    throw trouble
  }
  return 'more'
}

async function rehearse(world: World, asked: Asked): Promise<void> {
  const rehearsal = await inWork(world, house, (work) => opened(work, asked))
  const births = new Map<string, BusinessDay | null>()
  let after = { day: addDays(asked.from, -1), id: NO_ID.replaceAll('0', 'f') }
  let done = 0
  for (let more = true; more;) {
    // How far it has come is said in the work that reads on: whoever stopped it is heard there.
    const sales = await inWork(world, house, async (work) =>
      (await store.go(work.tx, asked.id, done)) ? read(work, { to: asked.to, after, births }) : null,
    )
    if (sales === null) return
    replay(rehearsal, sales)
    done += sales.length
    const last = sales.at(-1)
    if (last) after = { day: last.day, id: last.id }
    more = sales.length === MOST
  }
  const found = told(rehearsal, asked.to)
  await inWork(world, house, (work) => store.end(work, asked.id, { state: 'done', done, told: found }))
}

async function opened(work: Work, asked: Asked): Promise<Rehearsal> {
  const [live] = await versionsBy(work, [asked.programVersion])
  const draft = programDocument.parse(asked.draft)
  const rehearsal = begin(live?.document ?? draft, draft, asked.from)
  const from = [rehearsal.live.program, draft].map((one) => warmFrom(one, asked.from)).sort()[0]
  if (from !== undefined && from < asked.from) {
    const to = addDays(asked.from, -1)
    const bought = await daysOfMembers(work, { from, to, memberIds: null })
    const toppedUp = await standing.topUpsBetween(work, { from, to })
    const none = { spendMinor: 0, visits: 0, points: 0, topUpMinor: 0, topUps: [], fees: [] }
    warm(
      rehearsal,
      [...bought, ...toppedUp].map((one) => ({ ...none, ...one })).sort((a, b) => (a.day < b.day ? -1 : 1)),
    )
  }
  return rehearsal
}

/** The first day whose deeds may count for a tier in the period, or for the review before it. */
function warmFrom({ tiers }: ProgramDocument, from: BusinessDay): BusinessDay {
  if (tiers.list.length === 0) return from
  if (tiers.window === 'ever') return day('0001-01-01')
  return addMonths(from, -(tiers.windowMonths + Math.max(12, tiers.reviewMonths ?? 0)))
}

type Reading = Readonly<{
  to: BusinessDay
  after: Readonly<{ day: BusinessDay; id: string }>
  births: Map<string, BusinessDay | null>
}>

async function read(work: Work, { to, after, births }: Reading): Promise<PastSale[]> {
  const sales = await pastBaskets(work, { after, to, most: MOST })
  const unknown = sales.flatMap(({ memberId }) =>
    memberId !== null && !births.has(memberId) ? [memberId] : [],
  )
  for (const one of await membersById(work, [...new Set(unknown)])) births.set(one.id, one.birthOn)
  return sales.map((sale: PastBasket) => ({
    ...sale,
    birthOn: sale.memberId === null ? null : (births.get(sale.memberId) ?? null),
  }))
}
