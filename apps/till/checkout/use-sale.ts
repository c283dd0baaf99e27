import { useCallback, useMemo } from 'react'
import { businessDay } from '#base/instant'
import { leftOf, type Left } from '../shelf/reservations.ts'
import { useClock } from '../shell/seconds.ts'
import { useOnline, usePolicy, useTill, type CouponRow, type MemberRow } from '../till-context.ts'
import type { Draft } from './basket-state.ts'
import { hintFor, type Hint } from './hint.ts'
import { knownCoupons } from './known-coupons.ts'
import { buyerOf, isQuote, quoteOf, type NoQuote, type Quote, type QuoteScene } from './quote.ts'
import { toldPoints } from './sale-body.ts'
import { usePhoneTurn } from './use-phone-voucher.ts'
import { useNews, useRead } from './use-read.ts'
import { isUnused } from './used-coupons.ts'

/** Everything the screens say about the basket of now. */
export type Sale = Readonly<{
  draft: Draft
  member: MemberRow | null
  /** Whether the buyer of the basket is read: until then `member` is null, and says nothing. */
  buyerRead: boolean
  scene: QuoteScene
  quote: Quote | NoQuote
  /** Points the customer is told, before any of it is paid by points. */
  earns: number
  hint: Hint | null
  /** What is left of each thing that was set aside for this till and this member. */
  aside: readonly Left[]
  online: boolean
  /** Coupons of the member that wait, because nobody can set them aside without a network. */
  waiting: number
}>

export function useSale(draft: Draft): Sale {
  const { now } = useTill()
  // The business day ends while the till is on: the price is made anew by the rules of the next one.
  useClock(30_000)
  const { program, zone, closingHour, storeCode } = usePolicy()
  const { member, read: buyerRead } = useMemberRow(draft.memberId)
  const online = useOnline()
  const aside = useAside(member)
  const held = useUsableCoupons(member, draft.shown, { online, aside })
  const on = businessDay(now(), zone, closingHour)
  const { cardShown } = draft
  const scene = useMemo<QuoteScene>(
    () => ({ program, on, branchCode: storeCode, buyer: buyerOf(program, member, cardShown), held }),
    [program, on, storeCode, member, cardShown, held],
  )
  const quote = useMemo(() => quoteOf(draft, scene), [draft, scene])
  const told = useMemo(() => toldOf(draft, { scene, quote, member }), [draft, scene, quote, member])
  const waiting = online ? 0 : knownCoupons(member, draft.shown, aside).length - held.length
  return { draft, member, buyerRead, scene, quote, ...told, aside, online, waiting }
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
function useMemberRow(id: string | null): Readonly<{ member: MemberRow | null; read: boolean }> {
  const { members } = useTill()
  const news = useNews()
  const ask = useCallback(
    async () => (id === null ? null : { id, row: await members.byId(id) }),
    [members, id],
  )
  const found = useRead(ask, `${news} ${usePhoneTurn()}`)
  const read = found !== null && found.id === id
  return { member: read ? found.row : null, read: read || id === null }
}

const NOTHING_ASIDE: readonly Left[] = []

/** What was set aside and may be spent here, read anew when a sale, the line or a phone brought something. */
function useAside(member: MemberRow | null): readonly Left[] {
  const { reservations } = useTill()
  const news = useNews()
  const turn = usePhoneTurn()
  const id = member?.id ?? null
  const ask = useCallback(
    async () => (id === null ? null : { id, left: (await reservations.of(id)).map(leftOf) }),
    [reservations, id],
  )
  const read = useRead(ask, `${news} ${turn}`)
  // What is another member's is not theirs for the moment until it is read anew.
  return read !== null && read.id === id ? read.left : NOTHING_ASIDE
}

type Usable = Pick<Sale, 'online' | 'aside'>

/** With a line all of them, because head office sets them aside; without one, those that were set aside before. */
function useUsableCoupons(
  member: MemberRow | null,
  shown: readonly CouponRow[],
  { online, aside }: Usable,
): readonly CouponRow[] {
  return useMemo(() => {
    const left = knownCoupons(member, shown, aside).filter(({ id }) => isUnused(id, member?.at ?? null))
    return online ? left : left.filter(({ id }) => aside.some(({ coupons }) => coupons.includes(id)))
  }, [member, online, aside, shown])
}
