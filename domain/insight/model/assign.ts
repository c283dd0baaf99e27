import { must } from '#base/must'
import { murmur3 } from './murmur3.ts'

/** Lists below this size are drawn by stratum, so that the shares are exact. */
export const STRATIFIED_BELOW = 20_000

/** Where the salt puts this id between 0 and 1: the same for ever, and another place under another salt. */
export const bucket = (salt: string, id: string): number => murmur3(`${salt}:${id}`) / 2 ** 32

/** Whether the id is held out at this share. Growing the share keeps everybody who was held. */
export const heldOut = (salt: string, id: string, share: number): boolean => bucket(salt, id) < share

export type Draw = Readonly<{
  salt: string
  share: number
  ids: readonly string[]
  strata: readonly string[]
}>

/**
 * Held out (1) or not (0) per id, in the order given. Within a stratum the lowest hashes are held; whether ⌊share·n⌋
 * or ⌈share·n⌉ of them is decided by one hash draw for the whole list, carried from stratum to stratum, so that the
 * list's own share is exact too. Row order does not matter.
 */
export function stratifiedHoldout(draw: Draw): Uint8Array {
  must(draw.ids.length === draw.strata.length, 'A1: every id has a stratum')
  must(draw.share >= 0 && draw.share <= 1, 'A1: a share is between none and all')
  const held = new Uint8Array(draw.ids.length)
  const start = (murmur3(`${draw.salt}:strata`) + 0.5) / 2 ** 32
  let people = 0
  let taken = 0
  for (const [, rows] of byStratum(draw)) {
    people += rows.length
    const upTo = Math.floor(draw.share * people + start)
    for (const row of rows.slice(0, upTo - taken)) held[row] = 1
    taken = upTo
  }
  return held
}

/** Rows of each stratum by hash, strata by name: both orders come from the data, not from the order of rows. */
function byStratum(draw: Draw): [string, number[]][] {
  const strata = new Map<string, number[]>()
  draw.strata.forEach((name, row) => {
    const rows = strata.get(name)
    if (rows) rows.push(row)
    else strata.set(name, [row])
  })
  const hashes = Float64Array.from(draw.ids, (id) => bucket(draw.salt, id))
  const idAt = (row: number): string => draw.ids[row] as string
  const before = (a: number, b: number): number =>
    (hashes[a] as number) - (hashes[b] as number) || (idAt(a) < idAt(b) ? -1 : 1)
  for (const rows of strata.values()) rows.sort(before)
  return [...strata].sort(([a], [b]) => (a < b ? -1 : 1))
}
