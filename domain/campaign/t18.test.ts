import { expect, test } from 'vitest'
import { sql } from 'kysely'
import { seededBytes } from '#test/world/dice'
import { outletsOf, smsCarrier } from '#test/world/carrier'
import { campaignWorld, draft, segmentOf, type Buyer } from '#test/world/campaign'
import type { TestWorld } from '#test/world/world'
import { consent } from '#domain/member/contract'
import { lockPair, mergeInto, withdraw } from '#domain/member/index'
import { isHeldOut } from './gate.ts'
import * as contract from './contract.ts'
import { keepHoldout } from './contract/holdout.ts'
import { haltSending, keepRespect } from './contract/respect.ts'
import type { HandOff, Mail } from './model.ts'
import type { Post } from './port.ts'
import { LEASE_MS, sendNext } from './send.ts'
import { respect } from './store/respect.ts'

/** G1 for a thousand; nights may ask for more seeds. */
const MEMBERS = 1_000
const SEEDS = (process.env['T18_SEEDS'] ?? '1').split(',').map(Number)
/** The last of nine kinds of things that happen. */
const EDIT = 8
const RULES = { quietFrom: 0, quietTo: 0, capMessages: 5, capDays: 30 }

/** Who must not be handed anything any more, as of the moment it had committed. */
type Silent = Map<string, string>
type Handed = Readonly<{ id: string; memberId: string; because: string | undefined }>

const killed = new Error('killed -9')

async function prepared(seed: number) {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, { members: MEMBERS })
  const carrier = await smsCarrier(w)
  await w.call(keepRespect, RULES)
  await w.call(keepHoldout, { id: w.newId(), shareBps: 200 })
  const bytes = seededBytes(seed)
  const roll = (sides: number) => ((bytes(2)[0] ?? 0) * 256 + (bytes(1)[0] ?? 0)) % sides
  const words = {
    channel: 'sms' as const,
    subject: '',
    body: '{{ member.name }} 新茶到店',
    carrierId: carrier.id,
  }
  const { id } = await draft(w, segmentId, words)
  await w.call(contract.launchCampaign, { id })
  // A clock that stands still could not tell a no from the yes before it.
  w.clock.advance(60_000)
  return { w, id, people, roll, segmentId, words }
}

const isTaken = (w: TestWorld, id: string): Promise<boolean> =>
  w.work(async (work) => {
    const { rows } = await sql<{ taken: boolean }>`
      select leased_until > ${work.at} as taken from campaign.message where id = ${id}`.execute(work.tx)
    return rows[0]?.taken ?? false
  })

/** One of the things that happen to members while messages go out; resolves when it has committed. */
async function happen(
  w: TestWorld,
  silent: Silent,
  of: { kind: number; one: Buyer; other: Buyer; step: number },
) {
  const { one, other } = of
  if (of.kind < 4) {
    const no = { consentId: w.newId(), channel: 'sms' as const, granted: false, textVersion: 'T18' }
    await w.call(consent, { id: one.id, ...no })
    silent.set(one.id, 'opt-out')
  } else if (of.kind < 6) {
    const gone = await w.work((work) => withdraw(work, [one.id], 'erasure'))
    if (gone.length > 0) silent.set(one.id, 'erasure')
  } else if (of.kind < 8) {
    const gone = await w.work(async (work) => {
      const pair = await lockPair(work, { keepId: other.id, goneId: one.id })
      if (!pair.keep || !pair.gone || pair.keep.withdrawnAt || pair.gone.withdrawnAt) return false
      await mergeInto(work, {
        id: work.newId(),
        fingerprint: 'x',
        keep: pair.keep,
        gone: pair.gone,
        reason: 'T18',
      })
      return true
    })
    if (gone) silent.set(one.id, 'merge')
  } else {
    const shareBps = 200 + 100 * (of.step % 9)
    await w.call(keepHoldout, { id: w.newId(), shareBps, redraw: of.step % 4 === 0 })
    const stands = await w.work((work) => respect(work.tx, 'look'))
    return stands
  }
  return undefined
}

/** A provider at which, with every message, something else happens to somebody; it fails, and the sender is killed. */
async function provider({ w, people, roll }: Awaited<ReturnType<typeof prepared>>) {
  const silent: Silent = new Map()
  let stands = await w.work((work) => respect(work.tx, 'look'))
  const handed: Handed[] = []
  const byMobile = new Map(people.map((one) => [one.mobile, one]))
  const running = new Set<Promise<unknown>>()
  let step = 0
  let editing = false
  const also = (kind: number) => {
    const [one, other] = [people[roll(MEMBERS)], people[roll(MEMBERS)]]
    if (!one || !other || one === other || silent.has(one.id) || silent.has(other.id)) return
    // One edit of the hold-out at a time, so that it is known which one stands.
    if (kind === EDIT && editing) return
    editing ||= kind === EDIT
    const doing = happen(w, silent, { kind, one, other, step: step++ }).then((now) => {
      stands = now ?? stands
      if (kind === EDIT) editing = false
    })
    running.add(doing)
    void doing.finally(() => running.delete(doing))
  }
  const send = async (mail: Mail): Promise<HandOff> => {
    const one = byMobile.get(mail.to)
    const held = stands !== undefined && isHeldOut(stands, one?.number ?? '') ? 'holdout' : undefined
    handed.push({ id: mail.id, memberId: one?.id ?? '', because: silent.get(one?.id ?? '') ?? held })
    // Seen from elsewhere: what leaves was taken by a work that has committed (X5).
    if (!(await isTaken(w, mail.id)))
      handed.push({ id: mail.id, memberId: mail.id, because: 'not committed' })
    also(roll(9))
    // While this one is on its way, others speak to the database.
    await new Promise((go) => setImmediate(go))
    if (roll(60) === 0) throw killed
    return roll(25) === 0 ? { outcome: 'later', trouble: '500' } : { outcome: 'taken', ref: mail.id }
  }
  return { silent, handed, send, settled: () => Promise.all(running), steps: () => step }
}

test.each(SEEDS)(
  'T18, seed %i: nobody gets a message after a no, nobody held out gets any, nobody two',
  async (seed) => {
    const setting = await prepared(seed)
    const { w, id } = setting
    const { silent, handed, send, settled, steps: happened } = await provider(setting)
    const post: Post = { world: w.world, mailer: null, publicUrl: 'https://x/', outlets: outletsOf(send, 20) }
    for (let quiet = 0; quiet < 6;) {
      const steps = await Promise.allSettled([sendNext(post), sendNext(post)])
      for (const one of steps) if (one.status === 'rejected') expect(one.reason).toBe(killed)
      const busy = steps.some((one) => one.status === 'rejected' || one.value === 'more')
      quiet = busy ? 0 : quiet + 1
      await settled()
      if (!busy) w.clock.advance(LEASE_MS)
      // The campaign is run again: a second launch is refused, and nothing new comes of it.
      if (happened() % 50 === 0) await w.ask(contract.launchCampaign, { id })
    }

    expect(handed.filter((one) => one.because !== undefined)).toEqual([])
    const ids = new Map<string, string>()
    for (const one of handed) {
      expect(ids.get(one.memberId) ?? one.id).toBe(one.id)
      ids.set(one.memberId, one.id)
    }
    const { rows } = await w.work((work) =>
      sql<{ control: number; unconsented: number; messages: number; members: number }>`
      select count(*) filter (where a.arm = 'control')::int as control,
             count(*) filter (where m.state = 'sent' and m.consent_id is null)::int as unconsented,
             count(*)::int as messages, count(distinct m.member_id)::int as members
        from campaign.message m
        join campaign.assignment a on a.campaign_id = m.campaign_id and a.member_id = m.member_id
       where m.campaign_id = ${id}`.execute(work.tx),
    )
    expect(rows[0]).toMatchObject({ control: 0, unconsented: 0, messages: rows[0]?.members ?? -1 })
    // Enough happened for the zeros to mean something.
    expect([...new Set(silent.values())].toSorted()).toEqual(['erasure', 'merge', 'opt-out'])
    expect(silent.size).toBeGreaterThan(100)
    expect(ids.size).toBeGreaterThan(300)
    const { messages } = await w.call(contract.showCampaign, { id })
    expect(messages.withheld).toBeGreaterThan(20)
  },
)

test('T18: the kill switch holds from its commit on, and what was held goes out when it is taken back', async () => {
  const { w, id } = await prepared(7)
  let halted = false
  const after: string[] = []
  let sent = 0
  const send = async (mail: Mail): Promise<HandOff> => {
    if (halted) after.push(mail.id)
    if (++sent === 60) {
      await w.call(haltSending, { halted: true })
      halted = true
    }
    return { outcome: 'taken' }
  }
  const post: Post = { world: w.world, mailer: null, publicUrl: 'https://x/', outlets: outletsOf(send, 20) }
  while ((await sendNext(post)) === 'more');
  expect(after).toEqual([])
  expect(sent).toBe(60)
  const waiting = await w.call(contract.showCampaign, { id })
  expect(waiting.messages.queued).toBe(waiting.treated - 60)
  await w.call(haltSending, { halted: false })
  halted = false
  while ((await sendNext(post)) === 'more');
  expect((await w.call(contract.showCampaign, { id })).messages.sent).toBe(waiting.treated)
})
