import { useCallback, useMemo } from 'react'
import { businessDay } from '#base/instant'
import { useClock } from '../shell/seconds.ts'
import { usePolicy, useOnline, useSync, useTill, type CouponRow, type MemberRow } from '../till-context.ts'
import type { Draft } from './basket-state.ts'
import { hintFor, type Hint } from './hint.ts'
import { buyerOf, isQuote, quoteOf, type NoQuote, type Quote, type QuoteScene } from './quote.ts'
import { toldPoints } from './sale-body.ts'
import { useRead } from './use-read.ts'
import { isUnused } from './used-coupons.ts'

/** Everything the screens say about the basket of now. */
export type Sale = Readonly<{
  draft: Draft
  member: MemberRow | null
  scene: QuoteScene
  quote: Quote | NoQuote
  /** Points the customer is told, before any of it is paid by points. */
  earns: number
  hint: Hint | null
  /** Coupons of the member that wait, because nobody can set them aside without a network. */
  waiting: number
}>

export function useSale(draft: Draft): Sale {
  const { now } = useTill()
  // The business day ends while the till is on: the price is made anew by the rules of the next one.
  useClock(30_000)
  const { program, zone, closingHour, storeCode } = usePolicy()
  const member = useMemberRow(draft.memberId)
  const held = useUsableCoupons(member, draft.shown)
  const on = businessDay(now(), zone, closingHour)
  const { cardShown } = draft
  const scene = useMemo<QuoteScene>(
    () => ({ program, on, branchCode: storeCode, buyer: buyerOf(program, member, cardShown), held }),
    [program, on, storeCode, member, cardShown, held],
  )
  const quote = useMemo(() => quoteOf(draft, scene), [draft, scene])
  const told = useMemo(() => toldOf(draft, { scene, quote, member }), [draft, scene, quote, member])
  const waiting = useOnline() ? 0 : (member?.coupons.length ?? 0) - held.length
  return { draft, member, scene, quote, ...told, waiting }
}

type Telling = Readonly<{ scene: QuoteScene; quote: Quote | NoQuote; member: MemberRow | null }>

function toldOf(
  draft: Draft,
  { scene, quote, member }: Telling,
): Readonly<{ earns: number; hint: Hint | null }> {
  if (!isQuote(quote)) return { earns: 0, hint: null }
  const earns = toldPoints(scene.program, quote, [])
  const wouldEarn = scene.buyer === null && member === null ? asMember(draft, scene) : 0
  return { earns, hint: hintFor({ scene, quote, member, earns, wouldEarn }) }
}

/** What a stranger would earn: the same basket, bought by somebody without a tier. */
function asMember(draft: Draft, scene: QuoteScene): number {
  const quote = quoteOf(draft, { ...scene, buyer: { tier: null, birthOn: null } })
  return isQuote(quote) ? toldPoints(scene.program, quote, []) : 0
}

/** The member as kept here, read anew when sync brought something. */
function useMemberRow(id: string | null): MemberRow | null {
  const { members } = useTill()
  const { lastAnswerAt, pending } = useSync()
  const ask = useCallback(() => (id === null ? Promise.resolve(null) : members.byId(id)), [members, id])
  const row = useRead(ask, `${lastAnswerAt} ${pending}`)
  return row?.id === id ? row : null
}

const NO_COUPONS: readonly CouponRow[] = []
const NOBODYS: readonly string[] = []

/** With a line all of them, because head office sets them aside; without one, those that were set aside before. */
function useUsableCoupons(member: MemberRow | null, shown: readonly CouponRow[]): readonly CouponRow[] {
  const { reservations } = useTill()
  const online = useOnline()
  const aside = useRead(
    useCallback(async () => {
      if (member === null || online) return NOBODYS
      return (await reservations.of(member.id)).flatMap((one) => one.of.coupons)
    }, [reservations, member, online]),
  )
  return useMemo(() => {
    if (member === null) return NO_COUPONS
    const known = new Set(member.coupons.map(({ id }) => id))
    const all = [...member.coupons, ...shown.filter(({ id }) => !known.has(id))]
    const left = all.filter(({ id }) => isUnused(id, member.at))
    return online ? left : left.filter(({ id }) => (aside ?? NOBODYS).includes(id))
  }, [member, online, aside, shown])
}
