import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { explain } from '#domain/program/model/explain'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useNamed } from '../named.ts'
import { useCashier, usePolicy, useTill, type ProductRow } from '../till-context.ts'
import { useWords } from '../words.ts'
import { allowedBy, beyondAlone } from './allowance.ts'
import { KEYS } from './keys.ts'
import { isQuote, type Quote } from './quote.ts'
import type { Sale } from './use-sale.ts'

type Words = Readonly<{
  sale: Sale
  hint: string | null
  onPay: () => void
  onWhy: () => void
  onAddOn: (product: ProductRow, addOnCode: string) => void
}>

/** What is due, why not more, and the one button that matters. */
export function TotalsPart({ sale, hint, onPay, onWhy, onAddOn }: Words) {
  const say = useWords()
  const { money, number } = useFormats()
  const { quote, draft, earns, member } = sale
  const stands = isQuote(quote)
  return (
    <section className="checkout-totals">
      {stands ? <AddOns sale={sale} quote={quote} onAddOn={onAddOn} /> : null}
      {hint === null ? null : <p className="checkout-hint">{hint}</p>}
      {stands ? null : (
        <p className="checkout-note" role="alert">
          {say(`checkout.refused.${quote.refused}`)}
        </p>
      )}
      <ToBeAllowed sale={sale} />
      <div className="checkout-sums num">
        <span>
          {say('checkout.count', { count: countOf(sale), n: number(countOf(sale)) })}
          {stands && quote.savedMinor > 0 ? (
            <button type="button" className="as-link checkout-tall checkout-saved" onClick={onWhy}>
              {say('checkout.totals.saved')} {money(quote.savedMinor)}
            </button>
          ) : null}
          {member !== null && earns > 0 ? (
            <small className="quiet">
              {say('checkout.totals.points', { count: earns, n: number(earns) })}
            </small>
          ) : null}
        </span>
        <span className="checkout-due" aria-live="polite">
          <small>{say('checkout.totals.due')}</small>
          {stands ? money(quote.totalMinor) : '—'}
        </span>
      </div>
      <Button
        className="checkout-pay-key"
        type="primary"
        block
        disabled={!stands || draft.lines.length === 0}
        onClick={onPay}
      >
        {say('checkout.act.pay')} <kbd>{KEYS.pay.shown}</kbd>
      </Button>
    </section>
  )
}

/** That a discount by hand is more than the cashier gives alone, said before anybody promises it to a customer. */
function ToBeAllowed({ sale: { draft } }: Readonly<{ sale: Sale }>) {
  const say = useWords()
  const { percent } = useFormats()
  const policy = usePolicy()
  const cashier = useCashier()
  const beyond = beyondAlone(draft, policy, cashier)
  if (beyond === null) return null
  const by = allowedBy(draft, policy, cashier)
  const share = percent(beyond.given.shareBps / 10_000)
  return (
    <p className="checkout-note num" role="status">
      {by === null
        ? say('checkout.allow.needed', { share, most: percent(beyond.mostBps / 10_000) })
        : say('checkout.allow.by', { share, name: by.name })}
    </p>
  )
}

/** Pieces; a weighed line counts as one. */
const countOf = ({ draft }: Sale): number =>
  draft.lines.reduce((all, one) => all + (one.thousandths % 1000 === 0 ? one.thousandths / 1000 : 1), 0)

type Offered = Readonly<{ product: ProductRow; addOnCode: string; priceMinor: number }>

/** What the basket has earned the right to buy cheaply (C20). */
function AddOns({ sale, quote, onAddOn }: Pick<Words, 'sale' | 'onAddOn'> & Readonly<{ quote: Quote }>) {
  const say = useWords()
  const { money } = useFormats()
  const named = useNamed()
  const offered = useOffered(sale, quote)
  if (offered.length === 0) return null
  return (
    <div className="checkout-add-ons">
      <small className="quiet">{say('checkout.addOns.title')}</small>
      {offered.map(({ product, addOnCode, priceMinor }) => (
        <button
          key={`${addOnCode} ${product.code}`}
          type="button"
          className="checkout-chip num"
          onClick={() => onAddOn(product, addOnCode)}
        >
          {say('checkout.addOns.add', {
            name: named({ code: product.code, nameZh: product.name, nameEn: product.name }),
            price: money(priceMinor),
          })}
        </button>
      ))}
    </div>
  )
}

const MOST_OFFERED = 4

function useOffered({ scene }: Sale, quote: Quote): readonly Offered[] {
  const { products } = useTill()
  const [offered, setOffered] = useState<readonly Offered[]>([])
  useEffect(() => {
    let stale = false
    void offersIn(scene.program, quote, products.byCode).then((all) => stale || setOffered(all))
    return () => {
      stale = true
    }
  }, [products, scene, quote])
  return offered
}

async function offersIn(
  program: Sale['scene']['program'],
  quote: Quote,
  byCode: (code: string) => Promise<ProductRow | null>,
): Promise<readonly Offered[]> {
  if (program.addOns.length === 0 || quote.basket.lines.length === 0) return []
  const usable = explain(program, quote.basket).rules.filter(
    (one) => one.part === 'add_on' && one.why === 'could_be_used',
  )
  const wanted = program.addOns
    .filter((rule) => usable.some((one) => one.code === rule.code))
    .flatMap((rule) => rule.productCodes.map((code) => ({ code, rule })))
    .slice(0, MOST_OFFERED)
  const rows = await Promise.all(wanted.map(({ code }) => byCode(code)))
  return wanted.flatMap(({ rule }, at) => {
    const product = rows[at]
    return product ? [{ product, addOnCode: rule.code, priceMinor: rule.priceMinor }] : []
  })
}
