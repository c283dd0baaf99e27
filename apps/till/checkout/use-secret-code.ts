import { useEffect, useRef } from 'react'
import { isProblem } from '#ui/call.ts'
import { useOnline, useTill, type MemberRow, type Till } from '../till-context.ts'
import { withMember, withShown, type Draft } from './basket-state.ts'
import type { ChangeDraft } from './basket-store.ts'
import { looksSecret } from './secret-code.ts'
import type { Sale } from './use-sale.ts'

/** Why a coupon that was shown by its secret is not used. */
export type CodeNo = 'code_waits' | 'code_of_another' | 'code_spent' | 'code_member_unknown'

/** Looks a code up as a coupon's secret: taken, not used for a reason, or nothing of the kind. */
export type TakeSecret = (code: string) => Promise<'taken' | CodeNo | null>

/**
 * Coupons by the secret on them (C6). Only head office knows what is behind one, so without a network the code waits
 * for the line, as long as the same basket is rung up.
 */
export function useSecretCode(sale: Sale, change: ChangeDraft, again: (code: string) => void): TakeSecret {
  const till = useTill()
  const online = useOnline()
  const waits = useRef<Readonly<{ code: string; saleId: string | null }> | null>(null)
  // What is true when a code is taken: the scan that was kept was made by an earlier screen.
  const now = useRef({ sale, online, again })
  useEffect(() => {
    now.current = { sale, online, again }
  })
  // Only as the line comes back: a head office that answers with trouble is not asked again and again.
  useEffect(() => {
    const kept = waits.current
    if (!online || kept === null) return
    waits.current = null
    const { sale: of, again: scan } = now.current
    if (kept.saleId !== null && kept.saleId === of.draft.id) scan(kept.code)
  }, [online])
  const wait = (code: string): CodeNo => {
    waits.current = { code, saleId: now.current.sale.draft.id }
    return 'code_waits'
  }
  return async (code) => {
    if (!looksSecret(code)) return null
    if (!now.current.online) return wait(code)
    try {
      const taken = await takenBy(till, now.current.sale, code)
      if (typeof taken !== 'function') return taken
      change(taken)
      return 'taken'
    } catch (error) {
      if (!isProblem(error)) throw error
      return wait(code)
    }
  }
}

/** What the code does to the basket, or why it does nothing; null for one nobody has. */
async function takenBy(
  { reservations, members }: Pick<Till, 'reservations' | 'members'>,
  { member, scene }: Sale,
  code: string,
): Promise<((draft: Draft) => Draft) | CodeNo | null> {
  const found = await reservations.findCoupon(code)
  if (found === null) return null
  if (found.state !== 'issued') return 'code_spent'
  const buyer = member ?? (await members.byId(found.memberId))
  if (buyer === null) return 'code_member_unknown'
  if (!isOf(buyer, found)) return 'code_of_another'
  const rule = scene.program.coupons.find((one) => one.code === found.code)
  const held = buyer.coupons.map((one) => one.id)
  const row = { id: found.id, code: found.code, expiresOn: found.expiresOn }
  return (draft) =>
    withShown(withMember(draft, buyer.id, false), row, { chosen: rule?.kind === 'gift', held })
}

/** Whoever shares an account shows the coupons of its owner. */
const isOf = (buyer: MemberRow, found: Readonly<{ id: string; memberId: string }>): boolean =>
  buyer.id === found.memberId || buyer.coupons.some((one) => one.id === found.id)
