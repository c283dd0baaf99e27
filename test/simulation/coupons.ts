import type { Instant } from '#base/instant'
import { present } from '#base/must'
import * as ledger from '#domain/ledger/index'
import type { CouponRule } from '#domain/program/index'
import type { Moves } from '#domain/sale/apply'
import * as wallet from '#domain/wallet/index'

/** A coupon that is a member's own, and one that is open to all up to a cap whose count no till knows. */
export const OWN = { code: 'OWN', minor: 5_00 } as const
export const OPEN = { code: 'OPEN', minor: 3_00, most: 3 } as const
export const OWN_UNIT = `coupon:${OWN.code}` as const

/** What head office keeps of coupons beside the ledger: whose each is, which uses stand, and counts against caps. */
export type Coupons = Readonly<{
  known: wallet.KnownCoupons
  counts: Moves['counts']
  /** Gives these out to a member, each a lot of its own. */
  give: (side: ledger.Side, of: Readonly<{ memberId: string; ids: readonly string[]; at: Instant }>) => void
  /** Whether it is this member's, neither spent nor set aside. */
  free: (memberId: string, couponId: string) => boolean
  /** How often the one that is open to all was used within its cap. */
  openUsed: () => number
  /** What coupons cost a store that were honoured though they were not good. */
  lost: (store: string) => number
  usesOf: (saleId: string) => wallet.CouponUse[]
  /** A sale or a return is done: its uses stand, those it gave back do not any more. */
  done: (moves: Pick<Moves, 'uses' | 'back'>) => void
}>

export function couponsIn(book: ledger.OpenBook, rules: readonly CouponRule[]): Coupons {
  const rule = present(
    rules.find((one) => one.code === OWN.code),
    'simulation: the program has it',
  )
  const byId = new Map<string, Row>()
  const standing = new Map<string, wallet.CouponUse>()
  const count = { code: OPEN.code, scope: 'all', used: 0, most: 0, changed: false }
  return {
    known: { byId, bySecret: new Map() },
    counts: new Map([[`${OPEN.code} all`, count]]),
    give: (side, { memberId, ids, at }) => {
      const words = { memberId, causeId: side.transaction.causeId, secretSha256: null, fingerprint: '' }
      wallet.giveCoupons(
        side,
        ids.map((id) => ({ id, rule, ...words })),
      )
      for (const id of ids)
        byId.set(id, { id, code: OWN.code, ...words, expiresOn: null, issuedAt: at, voided: false })
    },
    free: (memberId, couponId) => {
      const purse = ledger.accountIn(book, { unit: OWN_UNIT, purpose: 'member', holderId: memberId })
      return purse !== undefined && ledger.freeIn(book, purse, couponId) > 0
    },
    openUsed: () => count.used,
    lost: (store) => lostIn(book, 'coupon_loss', store),
    usesOf: (saleId) => [...standing.values()].filter((one) => one.causeId === saleId),
    done: ({ uses, back }) => {
      for (const use of uses) standing.set(use.id, use)
      for (const { useId } of back) standing.delete(useId)
    },
  }
}

/** What is on a store's account of losses, in minor units. */
export const lostIn = (book: ledger.OpenBook, purpose: 'loss' | 'coupon_loss', store: string): number =>
  -(ledger.accountIn(book, { unit: 'offline_loss', purpose, holderId: store })?.balance ?? 0)

type Row = wallet.KnownCoupons['byId'] extends ReadonlyMap<string, infer Row> ? Row : never
