import type { Instant } from '#base/instant'
import { summedPasses } from '#domain/device/model/reservation'
import type { MemberRow, Members } from '../till-context.ts'
import { isUsable, leftOf } from './reservations.ts'
import type { KeptMember, KeptReservationRow, Move, Shelf } from './shelf.ts'

const MOST = 20

/** The keyed hash of a mobile number, as head office computes it; null until its key is known. */
export type HashMobile = (mobile: string) => Promise<string | null>

export type Knowing = Readonly<{
  hashMobile: HashMobile
  now: () => Instant
  /** Whether head office barred this member's value (the policy's deny list). */
  denied: (id: string) => boolean
}>

/** The members of the shelf, each with what this till did since head office last told. */
export function membersOn(shelf: Shelf, { hashMobile, now, denied }: Knowing): Members {
  const shown = async (row: KeptMember | undefined): Promise<MemberRow | null> =>
    row
      ? {
          ...withPending(row, await movesOf(shelf, row), await asideOf(shelf, row, now())),
          deny: denied(row.id),
        }
      : null
  return {
    byId: async (id) => shown(await shelf.members.get(id)),
    byCard: async (number) => shown(await byCard(shelf, number.trim())),
    find: async (text, most = MOST) => {
      const rows = await found(shelf, { text, most, hashMobile })
      return (await Promise.all(rows.map(shown))).filter((row) => row !== null)
    },
    count: () => shelf.members.count(),
    lastKnown: async (id) => {
      const row = await shelf.members.get(id)
      return row && row.at !== null ? { minor: row.minor, points: row.points, at: row.at } : null
    },
    charged: async (id) => {
      const waiting = (await shelf.moves.where('memberId').equals(id).toArray()).filter(
        ({ answeredAt }) => answeredAt === null,
      )
      // What comes back lessens nothing before head office has it.
      return waiting.reduce((minor, { accountMinor = 0 }) => minor + Math.max(0, -accountMinor), 0)
    },
    limitUse: async (id) => {
      // Since it last heard from head office: what was answered for is in the balance, or among the exceptions.
      const waiting = await shelf.moves
        .filter((move) => move.byLimitMinor > 0 && move.answeredAt === null)
        .toArray()
      const total = (moves: readonly Move[]) => moves.reduce((minor, move) => minor + move.byLimitMinor, 0)
      return { cardMinor: total(waiting.filter((move) => move.memberId === id)), storeMinor: total(waiting) }
    },
  }
}

const byCard = (shelf: Shelf, number: string): Promise<KeptMember | undefined> =>
  shelf.members.where('cards').equals(number).first()

const movesOf = async (shelf: Shelf, { id }: KeptMember): Promise<readonly Move[]> =>
  shelf.moves.where('memberId').equals(id).toArray()

type Aside = readonly Pick<KeptReservationRow, 'of' | 'spent'>[]

/** What was set aside for this till before head office told the balance, which is told without it. */
async function asideOf(shelf: Shelf, { id, at }: KeptMember, now: Instant): Promise<Aside> {
  const kept = await shelf.reservations.where('memberId').equals(id).toArray()
  return kept.filter((row) => at !== null && row.of.issuedAt <= at && isUsable(row, now))
}

/** Sums what the row does not include yet, and adds what it leaves out because it waits here to be spent. */
export function withPending(
  row: KeptMember,
  moves: readonly Move[],
  aside: Aside = [],
): Omit<MemberRow, 'deny'> {
  const { initials: _initials, hash: _hash, ...told } = row
  // What was burned of something the balance leaves out is not taken off the balance as well.
  const free = moves.filter(({ asideAt }) => asideAt === undefined || told.at === null || asideAt > told.at)
  const passes = summedPasses(...free.map((move) => move.passes ?? []))
  const pending = { minor: 0, points: 0, earned: 0, spentMinor: 0, visits: 0, accountMinor: 0, passes }
  for (const move of free) {
    pending.minor += move.minor
    pending.points += move.points
  }
  for (const move of moves) {
    pending.earned += move.earned
    pending.spentMinor += move.spentMinor ?? 0
    pending.visits += move.visits ?? 0
    pending.accountMinor += move.accountMinor ?? 0
  }
  const { nextTier = null, roomMinor = null, passes: hasPasses = [] } = told
  const left = aside.map(leftOf)
  const units = {
    minor: left.reduce((sum, one) => sum + one.units.minor, 0),
    points: left.reduce((sum, one) => sum + one.units.points, 0),
  }
  return {
    ...told,
    nextTier,
    roomMinor,
    minor: told.minor + units.minor,
    points: told.points + units.points,
    passes: summedPasses(hasPasses, ...left.map((one) => one.passes)),
    aside: units,
    pending,
  }
}

type Search = Readonly<{ text: string; most: number; hashMobile: HashMobile }>

/** Every way a customer says who they are, surest first: card, whole mobile, its tail, name, initials. */
async function found(shelf: Shelf, { text, most, hashMobile }: Search): Promise<readonly KeptMember[]> {
  const wanted = text.normalize('NFKC').trim()
  if (wanted === '') return []
  const rows = new Map<string, KeptMember>()
  const take = (some: readonly (KeptMember | undefined)[]) => {
    for (const row of some) if (row && rows.size < most) rows.set(row.id, row)
  }
  const digits = wanted.replace(/^\+86/, '').replace(/[\s-]/g, '')
  take([await byCard(shelf, wanted)])
  if (/^\+?\d{7,15}$/.test(digits)) {
    const hash = await hashMobile(digits)
    if (hash !== null) take(await shelf.members.where('hash').equals(hash).limit(most).toArray())
  }
  if (/^\d{4}$/.test(digits)) take(await shelf.members.where('tail').equals(digits).limit(most).toArray())
  take(await shelf.members.where('cards').startsWithIgnoreCase(wanted).limit(most).toArray())
  take(await shelf.members.where('name').startsWithIgnoreCase(wanted).limit(most).toArray())
  if (/^[a-z][a-z0-9]*$/i.test(wanted))
    take(await shelf.members.where('initials').startsWith(wanted.toLowerCase()).limit(most).toArray())
  return [...rows.values()]
}
