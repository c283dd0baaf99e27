import type { BusinessDay } from '#base/instant'
import { must, present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { segment } from '#domain/insight/index'
import { bucket } from '#domain/insight/model/assign'
import { candidates, candidateSlices } from './audience.ts'
import { drawOn } from './holdout.ts'
import { armByHash, drawArms, isLong, type Arm, type Candidate, type Drawn } from './model.ts'
import { isHeldBy } from './model/holdout.ts'
import { reachOf, type Sent } from './reach.ts'
import type { CampaignRow } from './store/campaigns.ts'

const PLACES = ['treated', 'control', 'held_out'] as const
type Place = (typeof PLACES)[number]

/**
 * Everybody of a segment in the order of their ids, as columns: a million of them are a dozen megabytes, where a
 * million rows would be a gigabyte.
 */
export type Dealt = Readonly<{
  size: number
  placeOf: (at: number) => Place
  bucketOf: (at: number) => number
  stratumOf: (at: number) => string
  /** Why somebody can have no message; null where there is one, or none is meant, or nobody asked. */
  troubleOf: (at: number) => string | null
  treated: number
  control: number
  heldOut: number
  /** Who would get it: whoever can be reached, or all treated where others hand it out. */
  paid: number
  /** The same of both arms, where it was asked of both; else of the treated alone. */
  reachable: number
}>

type Wish = Readonly<{
  startsOn: BusinessDay
  controlNumbers: readonly string[] | undefined
  /** Asks of both arms who could be reached, as a forecast does; a launch asks of the treated alone. */
  bothArms?: boolean
}>

/** K1, K17, K20: where everybody of the segment stands, and who of the treated can be reached; nothing is written. */
export async function deal(work: Work, row: CampaignRow, wish: Wish): Promise<Dealt> {
  const { members } = present(await segment(work, row.segmentId), 'K1: a campaign is for a saved segment')
  const place = await dealer(work, row, { ...wish, members })
  const columns = columnsFor(members)
  const reach =
    row.channel === 'record' ? null : await reachOf(work, { ...row, channel: row.channel as Sent })
  const isAsked = (found: Place | undefined): boolean =>
    found === 'treated' || (found === 'control' && wish.bothArms === true)
  for await (const slice of candidateSlices(work, row.segmentId)) {
    const places = slice.map(place)
    const troubles =
      reach && (await reach(slice.flatMap((one, at) => (isAsked(places[at]) ? [one.memberId] : []))))
    slice.forEach((one, at) => {
      const found = present(places[at], 'K1: everybody has a place')
      columns.add({
        place: found,
        bucket: bucket(row.salt, one.number),
        stratum: one.stratum,
        trouble: troubles?.get(one.memberId) ?? null,
        asked: isAsked(found),
      })
    })
  }
  return columns.dealt()
}

/** Where somebody stands: drawn by stratum and exactly in a short list, by the hash alone in a long one. */
async function dealer(
  work: Work,
  row: CampaignRow,
  { startsOn, controlNumbers, members }: Wish & Readonly<{ members: number }>,
): Promise<(one: Candidate) => Place> {
  const holdout = controlNumbers === undefined ? await drawOn(work, startsOn) : null
  const isHeld = (one: Candidate): boolean => holdout !== null && isHeldBy(holdout, one.number)
  if (controlNumbers === undefined && isLong(members))
    return (one) => (isHeld(one) ? 'held_out' : armByHash(row.salt, row.controlShareBps, one.number))
  const list = (await candidates(work, row.segmentId)).filter((one) => !isHeld(one))
  const arms = new Map(armsOf(row, list, controlNumbers).map((one) => [one.memberId, one.arm]))
  return (one) => arms.get(one.memberId) ?? 'held_out'
}

/** K17: a past action with a draw of its own brings its arms; everything else is drawn here. */
function armsOf(
  { salt, controlShareBps }: CampaignRow,
  list: readonly Candidate[],
  told: readonly string[] | undefined,
): readonly Pick<Drawn, 'memberId' | 'arm'>[] {
  if (told === undefined) return drawArms(salt, controlShareBps, list)
  const held = new Set(told)
  const numbers = new Set(list.map((one) => one.number))
  const stranger = told.find((number) => !numbers.has(number))
  if (stranger !== undefined)
    throw new Refusal('control_not_in_segment', { path: 'controlNumbers', number: stranger })
  const armOf = ({ number }: Candidate): Arm => (held.has(number) ? 'control' : 'treated')
  return list.map((one) => ({ memberId: one.memberId, arm: armOf(one) }))
}

type Row = Readonly<{ place: Place; bucket: number; stratum: string; trouble: string | null; asked: boolean }>

function columnsFor(size: number) {
  const places = new Uint8Array(size)
  const buckets = new Float64Array(size)
  const [strata, troubles] = [words(size), words(size)]
  const counts = { treated: 0, control: 0, held_out: 0, unreachable: 0, reachable: 0 }
  let at = 0
  const add = ({ place, bucket: where, stratum, trouble, asked }: Row): void => {
    must(at < size, 'K1: a segment has as many members as it says')
    places[at] = PLACES.indexOf(place)
    buckets[at] = where
    strata.put(at, stratum)
    troubles.put(at, trouble ?? '')
    counts[place] += 1
    if (trouble !== null && place === 'treated') counts.unreachable += 1
    if (trouble === null && asked) counts.reachable += 1
    at += 1
  }
  const dealt = (): Dealt => {
    must(at === size, 'K1: a segment has as many members as it says')
    return {
      size,
      placeOf: (nth) => present(PLACES[places[nth] ?? 0], 'K1: everybody has a place'),
      bucketOf: (nth) => buckets[nth] ?? 0,
      stratumOf: strata.at,
      troubleOf: (nth) => troubles.at(nth) || null,
      treated: counts.treated,
      control: counts.control,
      heldOut: counts.held_out,
      paid: counts.treated - counts.unreachable,
      reachable: counts.reachable,
    }
  }
  return { add, dealt }
}

/** A column of a few different words: each is kept once. */
function words(size: number) {
  const known: string[] = []
  const index = new Map<string, number>()
  const column = new Uint16Array(size)
  return {
    put: (at: number, word: string): void => {
      let nth = index.get(word)
      if (nth === undefined) {
        nth = known.push(word) - 1
        index.set(word, nth)
      }
      column[at] = nth
    },
    at: (at: number): string => known[column[at] ?? 0] ?? '',
  }
}
