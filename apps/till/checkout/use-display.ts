import { useEffect, useRef } from 'react'
import { maskName } from '#domain/member/model/mask-name'
import { tellDisplay } from '../display/tell-display.ts'
import { useTierName } from '../named.ts'
import type { MemberRow } from '../till-context.ts'
import { isIdle } from './basket-state.ts'
import type { ShownMember, ShownSale } from './display-message.ts'
import { quantityText } from './entry.ts'
import { isQuote, type Quote } from './quote.ts'
import type { Sale } from './use-sale.ts'

/** A member as far as a screen that strangers can see may say. */
export function useShownMember(): (member: MemberRow | null) => ShownMember | null {
  const tierName = useTierName()
  return (member) =>
    member && {
      nameMasked: maskName(member.name),
      tier: member.tier === null ? null : tierName(member.tier),
      points: member.points + member.pending.points,
      // Money on a screen everybody in the queue can read is nobody's business.
      minor: null,
    }
}

/** Tells the customer's screen what is rung up; thanks stay there by themselves. */
export function useDisplay(sale: Sale, hintText: string | null): void {
  const shown = useShownMember()
  const { draft, member, quote, earns } = sale
  const text = isQuote(quote)
    ? JSON.stringify(saidOf({ draft, member, quote, earns }, shown(member), hintText))
    : null
  const said = useRef(false)
  const idle = isIdle(draft)
  useEffect(() => {
    if (idle) {
      if (said.current) tellDisplay({ t: 'idle' })
      said.current = false
      return
    }
    if (text === null) return
    said.current = true
    // As text, so that the same words are said once.
    tellDisplay({ t: 'sale', sale: JSON.parse(text) as ShownSale })
  }, [idle, text])
}

type Saying = Pick<Sale, 'draft' | 'member' | 'earns'> & Readonly<{ quote: Quote }>

function saidOf(
  { draft, member, quote, earns }: Saying,
  shown: ShownMember | null,
  hint: string | null,
): ShownSale {
  return {
    kind: 'sale',
    member: shown,
    lines: quote.priced.lines.map((line, at) => ({
      name: draft.lines[at]?.name ?? '',
      quantity: quantityText(draft.lines[at]?.thousandths ?? 0),
      chargedMinor: line.chargedMinor,
      savedMinor: line.listedMinor - line.chargedMinor,
    })),
    totalMinor: quote.totalMinor,
    savedMinor: quote.savedMinor,
    earns: member === null ? null : earns,
    hints: hint === null ? [] : [hint],
  }
}
