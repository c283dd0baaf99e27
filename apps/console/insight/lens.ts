import { isDay } from '#base/instant'
import { placeOf } from './place.ts'

/** As of which day, how far back, and at whose members a figure looks; absent parts take the host's default. */
export type Lens = Readonly<{ asOf?: string; windowMonths?: number; branchId?: string; region?: string }>

export const USUAL_MONTHS = 24
/** Windows on offer, in months; the last is longer than any shop's records. */
export const WINDOWS = [3, 6, 12, 24, 36, 60, 240] as const
export const ALL_MONTHS = 240

/** Reads a lens from the address; what makes no sense is left out, never an error. */
export function lensOf(search: Readonly<Record<string, unknown>>): Lens {
  const { asOf, windowMonths } = search
  const { branchId, region } = placeOf(search)
  const months = typeof windowMonths === 'number' ? windowMonths : Number.NaN
  return {
    ...(typeof asOf === 'string' && isDay(asOf) ? { asOf } : {}),
    ...(Number.isInteger(months) && months >= 1 && months <= ALL_MONTHS ? { windowMonths: months } : {}),
    ...(branchId ? { branchId } : {}),
    ...(region ? { region } : {}),
  }
}

/** A cut of the quadrants as it stands in the address: the mean unless said otherwise. */
export type Cut = 'mean' | 'median' | number

export function cutOf(value: unknown): Cut {
  if (value === 'median') return value
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 'mean'
}
