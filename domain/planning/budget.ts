import type { Answer, Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { productsByCode } from '#domain/goods/index'
import { today } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import { claimedGoods, giftCosts } from '#domain/reward/index'
import { givenByMonth } from '#domain/sale/index'
import { benefitCosts } from '#domain/standing/index'
import type { addBudgetActual, listBudgetActuals, programBudget } from './contract/budget.ts'
import { compared, yearOf, type Counted, type Row } from './model/budget.ts'
import * as store from './store/budget.ts'

/** C79: the budget of the live program beside what the ledgers, sales and entries by hand say of a year. */
export async function budget(
  work: Work,
  wish: Wish<typeof programBudget>,
): Promise<Answer<typeof programBudget>> {
  const on = await today(work)
  const year = wish.year ?? Number(on.slice(0, 4))
  const { version, document } = await liveProgram(work)
  const span = yearOf(year)
  const rows = document.aim.budget
  const { counted, unknownCosts } = await countedIn(work, rows, span)
  const byHand = (await store.actualsByMonth(work.tx, span)).map(({ code, ...one }) => ({
    ...one,
    what: code,
  }))
  const told = compared({ year, on, budget: rows, counted, byHand })
  return {
    year,
    programVersion: version,
    ...told,
    unknownCosts,
    rows: told.rows.map(({ minor: _, ...row }) => row),
  }
}

/** Only what a row asks for is counted: a year of sales is much to read. */
async function countedIn(work: Work, rows: readonly Row[], span: store.Span) {
  const wanted = new Set<Row['source']>(rows.map((row) => row.source))
  const named = (what: Row['source'], found: readonly Omit<Counted, 'what'>[]) =>
    found.map((one) => ({ ...one, what }))
  const sales = (['discounts', 'coupons', 'points', 'member_sales'] as const).some((one) => wanted.has(one))
  const claims = wanted.has('claims') ? await claimCosts(work, span) : { counted: [], unknownCosts: [] }
  const given = sales ? await givenByMonth(work, span) : []
  return {
    counted: [
      ...given.map(({ source, ...one }) => ({ ...one, what: source })),
      ...(wanted.has('gifts') ? named('gifts', await giftCosts(work, span)) : []),
      ...(wanted.has('benefits') ? named('benefits', await benefitCosts(work, span)) : []),
      ...named('claims', claims.counted),
    ],
    unknownCosts: claims.unknownCosts,
  }
}

/** Goods at what they cost today. */
async function claimCosts(work: Work, span: store.Span) {
  const goods = await claimedGoods(work, span)
  const products = await productsByCode(work, [...new Set(goods.map((one) => one.productCode))])
  const cost = (code: string) => products.get(code)?.costMinor ?? null
  const unknown = goods.map((one) => one.productCode).filter((code) => cost(code) === null)
  return {
    counted: goods.map(({ month, productCode, count }) => ({
      month,
      minor: (cost(productCode) ?? 0) * count,
    })),
    unknownCosts: [...new Set(unknown)],
  }
}

/** E7: an entry is made once and never changed; what was wrong is corrected by another one below zero. */
export async function addActual(
  work: Work,
  wish: Wish<typeof addBudgetActual>,
): Promise<Answer<typeof addBudgetActual>> {
  const print = fingerprint(wish)
  const done = await store.actualById(work.tx, wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('budget_actual_id_reused')
  if (done) return shown(done)
  const { document } = await liveProgram(work)
  const row = document.aim.budget.find((one) => one.code === wish.code)
  if (!row) throw new Refusal('budget_code_unknown')
  if (row.source !== 'manual') throw new Refusal('budget_row_counted')
  // Its own twin was faster: the second look answers like it.
  if (!(await store.insertActual(work, { ...wish, fingerprint: print }))) return addActual(work, wish)
  return shown({ ...wish, fingerprint: print, at: work.at, byName: work.by.name })
}

export async function actuals(
  work: Work,
  { year, code, page, rows }: Wish<typeof listBudgetActuals>,
): Promise<Answer<typeof listBudgetActuals>> {
  const found = await store.actuals(work.tx, {
    span: year === undefined ? null : yearOf(year),
    code: code ?? null,
    from: (page - 1) * rows,
    most: rows,
  })
  return { rows: found.rows.map(shown), total: found.total }
}

const shown = ({ fingerprint: _, ...row }: store.ActualRow) => row
