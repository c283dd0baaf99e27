import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { all } from '#db/all'
import type { Work } from '#db/work'
import { productsByCode } from '#domain/goods/index'
import { chain } from '#domain/org/index'
import { ownedBy } from '#domain/sale/index'
import type { clubPurchases, publicReviews, writeReview } from './contract/review.ts'
import { authorsOf, LOOKING, mustBeGrown, mustHaveLeft, personOf, WRITING } from './person.ts'
import { repliesUnder } from './store/posts.ts'
import * as store from './store/reviews.ts'
import { postShown, writeOnce } from './topics.ts'

/** More than so many things nobody looks through to review one. */
const MOST_OWNED = 200

/** F2: what everybody may read, whoever asks. */
export async function listed(
  work: Work,
  wish: Wish<typeof publicReviews>,
): Promise<Answer<typeof publicReviews>> {
  const { productCode = null, page, rows: most } = wish
  const [{ name: chainName }, found, scores] = await all([
    chain(work),
    store.reviews(work.tx, { productCode, first: (page - 1) * most, most }),
    store.scores(work.tx),
  ])
  const answers = await repliesUnder(
    work.tx,
    found.rows.map((row) => row.id),
  )
  const authors = await authorsOf(work, [...found.rows, ...answers])
  const nameOf = await productNames(work, [...found.rows, ...scores])
  return {
    chainName,
    total: found.total,
    rows: found.rows.map((row) => ({
      ...postShown(row, authors.authorOf),
      productCode: row.productCode,
      productName: nameOf(row.productCode),
      stars: row.stars,
      answers: answers.filter((one) => one.onId === row.id).map((one) => postShown(one, authors.authorOf)),
    })),
    products: scores.map(({ productCode: code, reviews, stars }) => ({
      productCode: code,
      name: nameOf(code),
      reviews,
      mean: Math.round((stars * 10) / reviews) / 10,
    })),
  }
}

/** Products by their names of today; by their code where the catalogue does not know them. */
export async function productNames(
  work: Work,
  rows: readonly Readonly<{ productCode: string | null }>[],
): Promise<(code: string) => string> {
  const codes = [...new Set(rows.flatMap(({ productCode }) => (productCode === null ? [] : [productCode])))]
  const products = await productsByCode(work, codes)
  return (code) => products.get(code)?.name ?? code
}

export async function purchases(work: Work, { token }: Wish<typeof clubPurchases>) {
  const { ids } = await personOf(work, token, LOOKING)
  const [owned, stars] = await all([
    ownedBy(work, { memberIds: ids, productCode: null, most: MOST_OWNED }),
    store.starsBy(work.tx, ids),
  ])
  return {
    rows: owned.map(({ productCode, name, day }) => ({
      productCode,
      name,
      boughtOn: day,
      stars: stars.get(productCode) ?? null,
    })),
  }
}

/** F3: of what was bought and kept, once, with the receipt that says so. */
export async function write(work: Work, wish: Wish<typeof writeReview>) {
  const person = await personOf(work, wish.token, WRITING)
  const { id, productCode, stars, body } = wish
  const [owned] = await ownedBy(work, { memberIds: person.ids, productCode, most: 1 })
  const said = { id, productCode, stars, body, memberId: person.id }
  return writeOnce(work, said, {
    admit: async () => {
      mustBeGrown(person)
      if (!owned) throw new Refusal('product_not_bought', { path: 'productCode' })
      const given = await store.starsBy(work.tx, person.ids)
      if (given.has(productCode)) throw new Refusal('review_given', { path: 'productCode' })
      await mustHaveLeft(work, person, 'reviews')
    },
    row: () => {
      const { saleId } = present(owned, 'F3: admitted because it was bought')
      return { ...said, saleId, kind: 'review', onId: null, title: '', day: person.on }
    },
  })
}
