import type { Asked, Told } from '#base/endpoint'
import type { Id } from '#base/id'
import { day } from '#base/instant'
import { addProduct } from '#domain/goods/contract'
import { enrolMember } from '#domain/member/contract'
import { publishProgram } from '#domain/program/contract'
import type { recordSale } from '#domain/sale/contract'
import { topUpMember } from '#domain/wallet/contract/top-up'
import { openBalances } from '#domain/wallet/index'
import type { TestWorld } from './world.ts'

export type Rules = Partial<Asked<typeof publishProgram>['document']>
export type SaleAsked = Asked<typeof recordSale>
export type LineAsked = NonNullable<SaleAsked['lines']>[number]
export type TenderAsked = NonNullable<SaleAsked['tenders']>[number]
export type Receipt = Told<typeof recordSale>

/** A program with these rules: a point a yuan, and no law of prepaid cards, unless told otherwise. */
export const rules = (of: Rules = {}): Asked<typeof publishProgram>['document'] => ({
  earning: { points: 1, perMinor: 100 },
  prepaid: { pack: 'none' },
  ...of,
})

/** Publishes a version of the program. */
export const publish = (w: TestWorld, of: Rules = {}) =>
  w.call(publishProgram, { id: w.newId(), document: rules(of) })

export type Shopper = Readonly<{ id: string; number: string }>
export type Holding =
  | Readonly<{ unit: 'points' | 'principal' | 'bonus'; amount: number; expiresOn?: string | null }>
  | Readonly<{ packageCode: string }>

/** A member who holds these things: taken over from before, or topped up by a package of the program. */
export async function shopper(w: TestWorld, number: string, ...holdings: Holding[]): Promise<Shopper> {
  const { id: memberId } = await w.call(enrolMember, { id: w.newId(), number, source: 'terminal' })
  for (const holding of holdings) {
    if ('packageCode' in holding) {
      await w.call(topUpMember, { ...holding, id: w.newId(), memberId, tender: 'cash', branchCode: 'S1' })
      continue
    }
    const { expiresOn = null, ...of } = holding
    const ends = { openedOn: day('2026-01-01'), expiresOn: expiresOn === null ? null : day(expiresOn) }
    await w.work((work) =>
      openBalances(work, [{ id: idIn(w), memberId: memberId as Id<'member'>, ...of, ...ends }]),
    )
  }
  return { id: memberId, number }
}

const idIn = (w: TestWorld) => w.newId() as Id<'opening'>

/** Puts a product into the catalogue. */
export const product = (w: TestWorld, code: string, priceMinor: number) =>
  w.call(addProduct, { id: w.newId(), code, name: code, priceMinor })
