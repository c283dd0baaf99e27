import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { money as moneyOf, shareHalfUp } from '#base/money'
import type { PricedLine } from '#domain/program/model/basket'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useWords } from '../words.ts'
import type { DraftLine } from './basket-state.ts'
import { quantityText } from './entry.ts'
import { deductionName } from './names.ts'
import { isQuote } from './quote.ts'
import type { Sale } from './use-sale.ts'

type Words = Readonly<{ sale: Sale; onOpen: (line: DraftLine) => void }>

/** The lines as rung up, with what each costs and why; a touch changes one. */
export function BasketPart({ sale, onOpen }: Words) {
  const say = useWords()
  const { draft, quote } = sale
  const refused = isQuote(quote) ? [] : quote.keys
  if (draft.lines.length === 0)
    return (
      <div className="checkout-empty">
        <strong>{say('checkout.empty')}</strong>
        <span>{say('checkout.emptyHow')}</span>
        <small>{say('checkout.findHow')}</small>
      </div>
    )
  return (
    <ol className="checkout-lines">
      {draft.lines.map((line, at) => (
        <Line
          key={line.key}
          line={line}
          priced={isQuote(quote) ? (quote.priced.lines[at] ?? null) : null}
          sale={sale}
          selected={line.key === draft.selected}
          refused={refused.includes(line.key)}
          onOpen={() => onOpen(line)}
        />
      ))}
    </ol>
  )
}

type LineWords = Readonly<{
  line: DraftLine
  priced: PricedLine | null
  sale: Sale
  selected: boolean
  refused: boolean
  onOpen: () => void
}>

function Line({ line, priced, sale, selected, refused, onOpen }: LineWords) {
  const say = useWords()
  const { money } = useFormats()
  const own = useInSight(selected, line.thousandths)
  const listed = shareHalfUp(moneyOf(line.unitPriceMinor), line.thousandths, 1000)
  const charged = priced?.chargedMinor ?? listed
  return (
    <li ref={own}>
      <button
        type="button"
        className={refused ? 'checkout-line checkout-line-no' : 'checkout-line'}
        aria-current={selected ? 'true' : undefined}
        aria-label={say('checkout.line.edit', { name: line.name })}
        onClick={onOpen}
      >
        <span className="checkout-line-name">
          {line.name} {line.addOnCode === null ? null : <em>{say('checkout.line.addOn')}</em>}
        </span>
        <span className="checkout-line-total num">
          {charged === listed ? null : <s className="quiet">{money(listed)}</s>}{' '}
          <strong>{money(charged)}</strong>
        </span>
        <small className="num">
          {money(line.unitPriceMinor)} × {quantityText(line.thousandths)}
          {line.seller === null ? '' : ` · ${say('checkout.seller.by', { name: line.seller })}`}
        </small>
        <Why priced={priced} sale={sale} />
      </button>
    </li>
  )
}

function Why({ priced, sale }: Readonly<{ priced: PricedLine | null; sale: Sale }>) {
  const { money } = useFormats()
  const { i18n } = useTranslation()
  const language = i18n.language.startsWith('zh') ? 'zh-CN' : 'en'
  return (
    <small className="checkout-line-why checkout-saved num">
      {(priced?.deductions ?? [])
        .map((one) => `${deductionName(sale.scene.program, one, language)} −${money(one.minor)}`)
        .join(' · ')}
    </small>
  )
}

/** The line that was touched last is in sight, however long the basket. */
function useInSight(selected: boolean, changed: number) {
  const own = useRef<HTMLLIElement>(null)
  const see = useCallback(() => {
    if (selected) own.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  useEffect(see, [see, changed])
  return own
}
