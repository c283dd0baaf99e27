import type { Told } from '#base/endpoint'
import type { clubHome, clubTopic } from '#domain/club/contract/forum'
import type { clubPurchases, publicReviews } from '#domain/club/contract/review'
import type { Language } from '../language.ts'
import { bodyField, byline, idField, starsShown, textField, wordsShown } from './club-pages.ts'
import { CLUB_WORDS as WORDS, leftWords, repliesWords, reviewsWords } from './club-words.ts'
import { escaped } from './pages.ts'

/** What every page of the zone knows. */
export type Seen = Readonly<{
  language: Language
  zone: string
  /** `/forum/…`, without an end. */
  base: string
  /** For each form on the page one of its own. */
  newId: () => string
  /** What was typed before it was refused. */
  typed: URLSearchParams
  /** HTML already: what was done, or why not. */
  notice: string
}>
type Part = 'topics' | 'mine' | 'likes' | 'name'

export const nav = ({ language, base }: Seen, at: Part): string => {
  const to: readonly (readonly [Part, string])[] = [
    ['topics', base],
    ['mine', `${base}/reviews`],
    ['likes', `${base}/likes`],
    ['name', `${base}/name`],
  ]
  const links = to.map(
    ([part, href]) =>
      `<a href="${href}"${part === at ? ' aria-current="page"' : ''}>${WORDS[part][language]}</a>`,
  )
  return `<nav>${links.join('')}</nav>`
}

const less = (words: string): string => `<p class="less">${words}</p>`

/** Below a form that writes: the rules, and how much is left when that is little. */
const formEnd = (language: Language, left: number): string =>
  `<button>${WORDS.send[language]}</button>${less(
    WORDS.rules[language] + (left <= 3 ? ` ${leftWords(language, left)}` : ''),
  )}`

export function homeBody(seen: Seen, told: Told<typeof clubHome>, page: number): string {
  const { language, base, zone } = seen
  const rows = told.rows.map((one) => {
    const pin = one.pinned ? `<span class="tag">${WORDS.pinned[language]}</span>` : ''
    const head = `<h2>${pin}<a href="${base}/topics/${one.id}">${escaped(one.title)}</a></h2>`
    const count = one.replies === 0 ? '' : less(repliesWords(language, one.replies))
    return `<article class="card">${head}${byline(language, { ...one, zone })}${count}</article>`
  })
  const none = `<p>${WORDS.noTopics[language]}</p>`
  return `${nav(seen, 'topics')}${seen.notice}${writeTopicForm(seen, told)}${rows.join('') || none}${pages(
    seen,
    { page, total: told.total, rows: 50 },
  )}${less(WORDS.own[language])}`
}

function writeTopicForm({ language, newId, typed }: Seen, { mayWrite, left }: Told<typeof clubHome>): string {
  if (!mayWrite) return `<p class="card">${WORDS.child[language]}</p>`
  const title = textField(language, {
    name: 'title',
    label: WORDS.title[language],
    most: 80,
    value: typed.get('title') ?? '',
  })
  const fields = `${idField(newId())}${title}${bodyField(language, typed.get('body') ?? '')}`
  const open = typed.has('title') ? ' open' : ''
  return `<details class="card"${open}><summary>${WORDS.open[language]}</summary>
<form method="post">${fields}${formEnd(language, left.posts)}</form></details>`
}

type Paging = Readonly<{
  page: number
  total: number
  rows: number
  /** What else the list was asked for, and goes on being asked for on its other pages. */
  also?: Readonly<Record<string, string>>
}>

function pages({ language }: Seen, { page, total, rows, also = {} }: Paging): string {
  const to = (at: number) => escaped(`?${new URLSearchParams({ ...also, page: String(at) }).toString()}`)
  const later = page > 1 ? `<a href="${to(page - 1)}">← ${WORDS.later[language]}</a>` : '<span></span>'
  const earlier = page * rows < total ? `<a href="${to(page + 1)}">${WORDS.earlier[language]} →</a>` : ''
  return total > rows ? `<p class="pages">${later}${earlier}</p>` : ''
}

export function topicBody(seen: Seen, told: Told<typeof clubTopic>): string {
  const { language, base, zone, newId, typed } = seen
  const posts = [told, ...told.under].map((one) => {
    const house = one.author.kind === 'house' ? ' house' : ''
    return `<article class="card${house}">${byline(language, { ...one, zone })}${wordsShown(one.body)}</article>`
  })
  const form = told.mayWrite
    ? `<form class="card" method="post">${idField(newId())}<h2>${WORDS.reply[language]}</h2>${bodyField(
        language,
        typed.get('body') ?? '',
      )}${formEnd(language, 99)}</form>`
    : `<p class="card">${WORDS.child[language]}</p>`
  return `<p><a href="${base}">← ${WORDS.topics[language]}</a></p>${seen.notice}${posts.join('')}${form}`
}

export function mineBody(seen: Seen, told: Told<typeof clubPurchases>, mayWrite: boolean): string {
  const { language } = seen
  const rows = told.rows.map((one) => {
    const bought = less(`${WORDS.bought[language]} <span class="num">${one.boughtOn}</span>`)
    const given = one.stars === null ? '' : `<p class="less">${starsShown(language, one.stars)}</p>`
    const form = one.stars === null && mayWrite ? reviewForm(seen, one.productCode) : given
    return `<article class="card"><h2>${escaped(one.name)}</h2>${bought}${form}</article>`
  })
  const child = mayWrite ? '' : `<p class="card">${WORDS.child[language]}</p>`
  const all = `<p><a href="/reviews">${WORDS.reviews[language]} →</a></p>`
  return `${nav(seen, 'mine')}${seen.notice}${child}${
    rows.join('') || `<p>${WORDS.nothingBought[language]}</p>`
  }${all}`
}

function reviewForm({ language, newId, typed }: Seen, productCode: string): string {
  const isThis = typed.get('productCode') === productCode
  const value = isThis ? (typed.get('body') ?? '') : ''
  const stars = Number((isThis ? typed.get('stars') : null) ?? 5)
  const options = [5, 4, 3, 2, 1].map(
    (n) =>
      `<option value="${n}"${n === stars ? ' selected' : ''}>${'★'.repeat(n)}${'☆'.repeat(5 - n)} ${n}</option>`,
  )
  return `<details${isThis ? ' open' : ''}><summary>${WORDS.review[language]}</summary><form method="post">
${idField(newId())}<input type="hidden" name="productCode" value="${escaped(productCode)}">
<label>${WORDS.stars[language]}<select name="stars">${options.join('')}</select></label>${bodyField(language, value)}
${formEnd(language, 99)}</form></details>`
}

export function nameBody(seen: Seen, told: Told<typeof clubHome>): string {
  const { language, newId, typed } = seen
  const shown = `<p>${WORDS.shownAs[language]} <strong>${escaped(told.name || WORDS.member[language])}</strong></p>`
  const nickname = textField(language, {
    name: 'nickname',
    label: WORDS.name[language],
    most: 20,
    value: typed.get('nickname') ?? told.nickname ?? '',
  })
  const form = told.mayWrite
    ? `<form class="card" method="post">${idField(newId())}${nickname}<button>${WORDS.save[language]}</button>${less(
        WORDS.nickRules[language],
      )}</form>`
    : `<p class="card">${WORDS.child[language]}</p>`
  return `${nav(seen, 'name')}${seen.notice}${shown}${form}`
}

/** What visitors read: no word of the zone, no way to write. */
export function reviewsBody(
  seen: Seen,
  told: Told<typeof publicReviews>,
  { page, productCode }: Readonly<{ page: number; productCode: string | null }>,
): string {
  const { language, zone } = seen
  const products = told.products
    .filter((one) => productCode === null || one.productCode === productCode)
    .map((one) => {
      const link = `<a href="/reviews?product=${encodeURIComponent(one.productCode)}">${escaped(one.name)}</a>`
      const mean = `<span class="stars" aria-hidden="true">★</span> ${one.mean.toFixed(1)}`
      return `<li>${link}<span class="num">${mean} · ${reviewsWords(language, one.reviews)}</span></li>`
    })
  const rows = told.rows.map((one) => {
    const answers = one.answers.map(
      (answer) =>
        `<div class="answer">${byline(language, { ...answer, zone })}${wordsShown(answer.body)}</div>`,
    )
    return `<article class="card"><h2>${escaped(one.productName)}</h2>${starsShown(language, one.stars)}${wordsShown(
      one.body,
    )}${byline(language, { ...one, zone })}${answers.join('')}</article>`
  })
  const also: Readonly<Record<string, string>> = productCode === null ? {} : { product: productCode }
  const back = productCode === null ? '' : `<p><a href="/reviews">← ${WORDS.all[language]}</a></p>`
  return `${back}<ul class="products">${products.join('')}</ul>${
    rows.join('') || `<p>${WORDS.noReviews[language]}</p>`
  }${pages(seen, { page, total: told.total, rows: 50, also })}${less(WORDS.membersOnly[language])}`
}
