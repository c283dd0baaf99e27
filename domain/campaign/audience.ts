import { businessDay, type BusinessDay } from '#base/instant'
import { present } from '#base/must'
import type { Work } from '#db/work'
import { segmentSlices } from '#domain/insight/index'
import { numbersOf, reachables } from '#domain/member/index'
import { chain } from '#domain/org/index'
import type { Candidate } from './model.ts'
import { carriers } from './store/carriers.ts'

/** Members are looked up so many at a time, so that one statement stays small however long the list. */
const SLICE = 10_000

export async function inSlices<T>(
  ids: readonly string[],
  read: (slice: readonly string[]) => Promise<T[]>,
): Promise<T[]> {
  const all: T[] = []
  for (let from = 0; from < ids.length; from += SLICE) {
    for (const row of await read(ids.slice(from, from + SLICE))) all.push(row)
  }
  return all
}

/**
 * Everybody of a segment, ready to be drawn, a slice at a time in the order of ids. The stratum is where a member stood
 * when the segment was saved: how recently and how well they bought, so that both arms hold the same mixture.
 */
export async function* candidateSlices(work: Work, segmentId: string): AsyncGenerator<Candidate[]> {
  for await (const standings of segmentSlices(work, segmentId, SLICE)) {
    const numbers = await numbersOf(
      work,
      standings.map((one) => one.memberId),
    )
    yield standings.map(({ memberId, r, quadrant }) => ({
      memberId,
      number: present(numbers.get(memberId), 'K1: who is in a segment is a member'),
      // Whoever has not bought in the window stands nowhere, which is a stratum of its own.
      stratum: `${quadrant ?? 'none'} r${r ?? 0}`,
    }))
  }
}

/** The same, all at once. */
export async function candidates(work: Work, segmentId: string): Promise<Candidate[]> {
  const all: Candidate[] = []
  for await (const slice of candidateSlices(work, segmentId)) for (const one of slice) all.push(one)
  return all
}

/** The same slices of ids alone. */
export async function* memberIdSlices(work: Work, segmentId: string): AsyncGenerator<string[]> {
  for await (const standings of segmentSlices(work, segmentId, SLICE))
    yield standings.map((one) => one.memberId)
}

/** Addresses and the consent that stands, by member. */
export async function addressBook(work: Work, ids: readonly string[]) {
  const people = await inSlices(ids, (slice) => reachables(work, slice))
  return new Map(people.map((person) => [person.id, person]))
}

/** The member's own field that holds the address of this campaign; null where the profile has one. */
export async function addressField(
  work: Work,
  of: Readonly<{ carrierId: string | null }>,
): Promise<string | null> {
  if (of.carrierId === null) return null
  const [carrier] = await carriers(work.tx, [of.carrierId])
  return carrier?.settings.provider === 'wechat' ? carrier.settings.openidField : null
}

/** The shop's day of this work. */
export async function today(work: Work): Promise<BusinessDay> {
  const { zone, closingHour } = await chain(work)
  return businessDay(work.at, zone, closingHour)
}
