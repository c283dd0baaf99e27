import { basketsOf, pairCounts } from '#domain/insight/model/basket-pairs'
import { FEWEST_TOGETHER, pairRules, type PairRule } from '#domain/insight/model/basket-rules'
import { ask, needed, numberGiven, properShare, textGiven, wholeGiven, type Given } from './insight-ask.ts'
import { basketsText, BASKETS_HELP } from './insight-baskets-text.ts'
import { readColumns, type Names } from './insight-columns.ts'
import type { Io } from './insight.ts'

/** `zhiji insight baskets`: what is bought together more often than chance would have it. */
export const baskets = (args: string[], io: Io): Promise<number> =>
  ask(args, io, {
    options: ['file', 'basket', 'product', 'quantity', 'family', 'least', 'false-share', 'top'],
    help: BASKETS_HELP,
    answer: async (given, language) => {
      const found = await answerBaskets(given)
      return { json: found, text: basketsText(found, language) }
    },
  })

async function answerBaskets(given: Given) {
  const [file, basket, product] = [needed(given, 'file'), needed(given, 'basket'), needed(given, 'product')]
  const [quantity, family] = [textGiven(given, 'quantity'), textGiven(given, 'family')]
  const least = wholeGiven(given, 'least', { least: 1, most: 1_000_000_000 }) ?? FEWEST_TOGETHER
  const falseShare = numberGiven(given, 'false-share', properShare) ?? 0.05
  const top = wholeGiven(given, 'top', { least: 1, most: 10_000_000 }) ?? 50
  const table = await readColumns(file, {
    ...(quantity === null ? {} : { [quantity]: 'number' as const }),
    ...(family === null ? {} : { [family]: 'text' as const }),
    [basket]: 'text',
    [product]: 'text',
  })
  const [bought, items] = [table.text(basket), table.text(product)]
  const pieces = quantity === null ? null : table.numbers(quantity)
  // Returns and lines without a basket or a product are no purchase.
  const kept = Int32Array.from(items.codes, (_, i) => i).filter(
    (i) => (!pieces || (pieces[i] as number) > 0) && named(bought, i) && named(items, i),
  )
  const lines = {
    basket: renumbered(bought.codes, kept),
    product: Int32Array.from(kept, (i) => items.codes[i] as number),
  }
  const of = {
    baskets: lines.basket.reduce((most, b) => Math.max(most, b + 1), 0),
    products: items.names.length,
  }
  const counts = pairCounts(basketsOf(lines, of), least)
  const families = family === null ? {} : { family: familyOf(table.text(family), items) }
  const rules = pairRules(counts, { falseShare, ...families })
  return {
    rows: table.rows,
    lines: kept.length,
    baskets: counts.baskets,
    products: counts.single.reduce((n, count) => n + (count > 0 ? 1 : 0), 0),
    least,
    pairsLooked: counts.family,
    pairsFound: rules.length,
    pairs: rules.slice(0, top).map((rule) => shown(rule, items.names)),
  }
}
export type BasketsAnswer = Awaited<ReturnType<typeof answerBaskets>>

const shown = (r: PairRule, names: readonly string[]) => ({
  a: names[r.a] as string,
  b: names[r.b] as string,
  together: r.both,
  baskets: { a: r.aBaskets, b: r.bBaskets },
  support: r.support,
  confidence: r.confidence,
  confidenceBack: r.confidenceBack,
  lift: r.lift,
  lowerLift: r.lowerLift,
  leverage: r.leverage,
  // JSON has no infinity: null says that the first is never bought without the second.
  conviction: Number.isFinite(r.conviction) ? r.conviction : null,
  chi2: r.chiSquare,
  p: r.p,
  adjustedP: r.adjustedP,
})

const named = ({ codes, names }: Names, row: number): boolean => names[codes[row] as number] !== ''

/** Baskets of the kept lines only, numbered anew: one that was wholly returned is none. */
function renumbered(codes: Int32Array, kept: Int32Array): Int32Array {
  const numbers = new Map<number, number>()
  return Int32Array.from(kept, (row) => {
    const code = codes[row] as number
    const number = numbers.get(code) ?? numbers.size
    numbers.set(code, number)
    return number
  })
}

/** The family of each product, from the first line that names it; without one a product is its own. */
function familyOf({ codes, names }: Names, items: Names): Int32Array {
  const family = Int32Array.from(items.names, (_, p) => -1 - p)
  for (let i = 0; i < codes.length; i += 1) {
    const p = items.codes[i] as number
    if ((family[p] as number) < 0 && names[codes[i] as number] !== '') family[p] = codes[i] as number
  }
  return family
}
