import { memo, useCallback, useEffect, useState } from 'react'
import { money as moneyOf } from '#base/money'
import { bestOffer } from '#domain/program/model/member-price'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useSync, useTill, type ProductRow } from '../till-context.ts'
import { useWords } from '../words.ts'
import type { QuoteScene } from './quote.ts'
import { useRead } from './use-read.ts'

/** More tiles than this are looked for by words. */
const MOST_TILES = 120
const MOST_FOUND = 24
/** A hand pauses so long; a scanner does not, and nothing is looked for while it writes. */
const PAUSE_MS = 90

type Words = Readonly<{
  wanted: string
  /** Which of the found is taken by Enter. */
  at: number
  scene: QuoteScene
  onFound: (rows: readonly ProductRow[]) => void
  onPick: (row: ProductRow) => void
}>

/** Goods to touch: those that match what is typed, else the tiles of a category. Not drawn anew by every scan. */
export const GoodsPart = memo(function GoodsPart({ wanted, at, scene, onFound, onPick }: Words) {
  const say = useWords()
  const rows = useFound(wanted, onFound)
  if (wanted === '') return <Shelves scene={scene} onPick={onPick} />
  if (rows !== null && rows.length === 0)
    return <p className="quiet">{say('checkout.nothingFound', { q: wanted })}</p>
  return <Tiles rows={rows ?? []} at={at} scene={scene} onPick={onPick} />
})

function useFound(
  wanted: string,
  onFound: (rows: readonly ProductRow[]) => void,
): readonly ProductRow[] | null {
  const { products } = useTill()
  const [rows, setRows] = useState<readonly ProductRow[] | null>(null)
  useEffect(() => {
    let stale = false
    const told = (found: readonly ProductRow[]) => {
      if (stale) return
      setRows(found)
      onFound(found)
    }
    const timer =
      wanted === ''
        ? setTimeout(() => told([]))
        : setTimeout(() => void products.find(wanted, MOST_FOUND).then(told), PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stale = true
    }
  }, [products, wanted, onFound])
  return rows
}

function Shelves({ scene, onPick }: Pick<Words, 'scene' | 'onPick'>) {
  const say = useWords()
  const { products } = useTill()
  const { lastAnswerAt } = useSync()
  const [chosen, choose] = useState<string | null>(null)
  const turn = String(lastAnswerAt)
  const categories = useRead(products.categories, turn)
  const open = chosen ?? categories?.[0] ?? null
  const ask = useCallback(
    () => (open === null ? Promise.resolve([]) : products.ofCategory(open, MOST_TILES)),
    [products, open],
  )
  const rows = useRead(ask, turn)
  if (categories === null) return null
  if (categories.length === 0) return <p className="quiet">{say('checkout.noGoods')}</p>
  return (
    <>
      <div className="checkout-shelves" role="tablist" aria-label={say('checkout.goods')}>
        {categories.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={one === open}
            className="checkout-shelf"
            onClick={() => choose(one)}
          >
            {one === '' ? say('checkout.otherCategory') : one}
          </button>
        ))}
      </div>
      <Tiles rows={rows ?? []} at={-1} scene={scene} onPick={onPick} />
    </>
  )
}

type TileWords = Readonly<{
  rows: readonly ProductRow[]
  at: number
  scene: QuoteScene
  onPick: (row: ProductRow) => void
}>

function Tiles({ rows, at, scene, onPick }: TileWords) {
  return (
    <ul className="checkout-tiles">
      {rows.map((row, place) => (
        <li key={row.code}>
          <button
            type="button"
            className="checkout-tile"
            aria-current={place === at ? 'true' : undefined}
            onClick={() => onPick(row)}
          >
            <span className="checkout-tile-name">{row.name}</span>
            <Price row={row} scene={scene} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** The list price, and for members theirs beside it. */
function Price({ row, scene }: Readonly<{ row: ProductRow; scene: QuoteScene }>) {
  const say = useWords()
  const { money } = useFormats()
  if (row.priceMinor === null) return <span className="quiet">{say('checkout.askPrice')}</span>
  const own = memberPrice({ ...row, priceMinor: row.priceMinor }, scene)
  if (own === null) return <span className="num">{money(row.priceMinor)}</span>
  return (
    <span className="num">
      <s className="quiet">{money(row.priceMinor)}</s>{' '}
      <strong className="checkout-saved">{money(own)}</strong>
    </span>
  )
}

function memberPrice(row: ProductRow & { priceMinor: number }, scene: QuoteScene): number | null {
  if (scene.buyer === null || scene.program.prices === 'as_sent') return null
  const line = {
    no: 1,
    productCode: row.code,
    category: row.category,
    thousandths: 1000,
    unitPriceMinor: moneyOf(row.priceMinor),
    costMinor: row.costMinor === null ? null : moneyOf(row.costMinor),
    discount: null,
    passCode: null,
    addOnCode: null,
  }
  return bestOffer(scene.program, line, scene)?.chargedMinor ?? null
}
