import { renderSVG } from 'uqr'
import type { MemberLikeOffer } from '#domain/club/contract/likes'
import type { SharedCollection } from '#domain/club/index'
import type { LikeOfferState } from '#domain/club/model/likes'
import type { Language } from '../language.ts'
import { idField } from './club-pages.ts'
import { nav, type Seen } from './club-zone.ts'
import { collects, countWords, leftWords, LIKES_WORDS as WORDS } from './likes-words.ts'
import { escaped } from './pages.ts'

const STYLE = `<style>.prize{font-size:1.25rem;font-weight:700;color:#8a3b12;margin:.1rem 0;overflow-wrap:anywhere}
.bar{height:.9rem;border-radius:.45rem;background:#eee3d4;overflow:hidden;margin:.75rem 0 .35rem}
.bar span{display:block;height:100%;background:linear-gradient(90deg,#e08a3c,#b4531e);border-radius:.45rem}
.count{display:flex;justify-content:space-between;gap:.5rem;font-variant-numeric:tabular-nums;font-size:.95rem}
.count b{color:#8a3b12}.big{width:100%;font-size:1.15rem;padding:.85rem;border-radius:.6rem;background:#b4531e}
a.big{display:block;text-align:center;color:#fff;text-decoration:none;margin:.75rem 0}
a.plain{display:block;text-align:center;padding:.7rem;border:1px solid #b4531e;border-radius:.6rem;color:#8a3b12}
a.plain{text-decoration:none;margin:.75rem 0}.card form{margin:.9rem 0 .25rem}
.qr{width:12.5rem;margin:1rem auto .5rem}.qr svg{display:block;width:100%;height:auto}
.copy{font-size:.85rem!important;color:#444;background:#faf8f4}.who{font-weight:600;margin:0 0 .5rem}
.shared{text-align:center}.shared form,.shared details{text-align:left}.shared .count{justify-content:center}
.heart{font-size:2.6rem;line-height:1;color:#c8462c;margin:.5rem 0}.done,.no{text-align:left}</style>`

type Named = Readonly<{ zh: string; en: string }>
const said = (language: Language, { zh, en }: Named): string => (language === 'zh' ? zh || en : en || zh)

type Said = Pick<
  MemberLikeOffer,
  | 'titleZh'
  | 'titleEn'
  | 'wordsZh'
  | 'wordsEn'
  | 'couponNameZh'
  | 'couponNameEn'
  | 'needed'
  | 'lastOn'
  | 'state'
>

export const titleOf = (
  language: Language,
  { titleZh: zh, titleEn: en }: Pick<Said, 'titleZh' | 'titleEn'>,
) => said(language, { zh, en })

function about(language: Language, of: Said): string {
  const words = said(language, { zh: of.wordsZh, en: of.wordsEn })
  const coupon = said(language, { zh: of.couponNameZh, en: of.couponNameEn })
  const text = words === '' ? '' : `<p class="words">${escaped(words)}</p>`
  const end = `${WORDS.until[language]} <span class="num">${of.lastOn}</span>`
  const state =
    of.state === 'open'
      ? end
      : `<strong>${WORDS[of.state as Exclude<LikeOfferState, 'open'>][language]}</strong>`
  const prize = `<p class="less">${WORDS.prize[language]}</p><p class="prize">${escaped(coupon)}</p>`
  return `${prize}${text}<p class="less">${state}</p>`
}

function progress(language: Language, of: Readonly<{ likes: number; needed: number }>): string {
  const { likes, needed } = of
  const left = needed - likes
  const words = countWords(language, likes, needed)
  const more = left > 0 ? ` <b>${leftWords(language, left)}</b>` : ''
  return `<div class="bar" role="progressbar" aria-valuenow="${likes}" aria-valuemin="0" aria-valuemax="${needed}"
 aria-label="${words}"><span style="width:${Math.round((100 * likes) / needed)}%"></span></div>
<p class="count less"><span>${words}</span>${more}</p>`
}

export type MineSeen = Seen & Readonly<{ linkOf: (code: string) => string }>

/** The member’s own page: what can be unlocked, how far they are, and what to pass on. */
export function mineBody(
  seen: MineSeen,
  { rows, mayCollect }: Readonly<{ rows: readonly MemberLikeOffer[]; mayCollect: boolean }>,
): string {
  const { language } = seen
  const none = `<p class="card">${WORDS.none[language]}</p>`
  const cards = rows.map(
    (one) =>
      `<article class="card"><h2>${escaped(titleOf(language, one))}</h2>${about(
        language,
        one,
      )}${ownPart(seen, one, mayCollect)}</article>`,
  )
  return `${STYLE}${nav(seen, 'likes')}${seen.notice}${cards.join('') || none}`
}

function ownPart(seen: MineSeen, of: MemberLikeOffer, mayCollect: boolean): string {
  const { language, newId, linkOf } = seen
  const { collection, needed, state, offerId } = of
  if (collection === null) {
    if (!mayCollect) return `<p class="less">${WORDS.child[language]}</p>`
    return `<form method="post">${idField(newId())}<input type="hidden" name="offerId" value="${escaped(offerId)}">
<button class="big">${WORDS.begin[language]}</button></form>`
  }
  const bar = progress(language, { likes: collection.likes, needed })
  if (collection.won) return `${bar}<p class="done">${WORDS.unlocked[language]}</p>`
  if (state !== 'open') return bar
  const link = linkOf(collection.code)
  const code = renderSVG(link, { ecc: 'M', border: 2 })
  return `${bar}<a class="big" href="/likes/${collection.code}">${WORDS.open[language]}</a>
<p class="less">${WORDS.pass[language]}</p><div class="qr" role="img" aria-label="${WORDS.code[language]}">${code}</div>
<label>${WORDS.address[language]}<input class="copy" type="text" readonly value="${escaped(link)}"></label>`
}

export type SharedSeen = Readonly<{
  language: Language
  code: string
  newId: () => string
  notice: string
  /** What was typed before it was refused; only the member’s number is put back. */
  typed: URLSearchParams
}>

/** The page that is passed on: who collects, how far they are, and one button. */
export function sharedBody(seen: SharedSeen, of: SharedCollection): string {
  const { language } = seen
  const { offer, likes, unlocked, own, joinPath } = of
  const name = of.name || WORDS.member[language]
  const told = { ...offer, ...of }
  const join =
    joinPath === null || own || of.isMember || (offer.membersOnly && canLike(of))
      ? ''
      : `<a class="plain" href="/${escaped(joinPath)}">${WORDS.joinToo[language]}</a>`
  return `${STYLE}${seen.notice}<article class="card shared"><p class="heart" aria-hidden="true">♥</p>
<p class="who">${escaped(collects(language, name))}</p>${about(language, told)}${progress(language, {
    likes,
    needed: offer.needed,
  })}${unlocked ? `<p class="done">${WORDS.full[language]}</p>` : actPart(seen, of)}</article>${join}
<p class="less">${WORDS.once[language]}</p>`
}

const canLike = ({ state, unlocked, own, given }: SharedCollection): boolean =>
  state === 'open' && !unlocked && !own && !given

function actPart(seen: SharedSeen, of: SharedCollection): string {
  const { language, newId, code } = seen
  if (of.own) return `<p class="done">${WORDS.own[language]}</p>`
  // The page that thanks for the like says it already.
  if (of.given) return seen.notice === '' ? `<p class="done">${WORDS.given[language]}</p>` : ''
  if (!canLike(of)) return ''
  if (of.offer.membersOnly && !of.isMember) return memberPart(seen, of)
  return `<form method="post" action="/likes/${code}">${idField(newId())}
<button class="big">♥ ${WORDS.like[language]}</button></form>`
}

function memberPart({ language, code, typed }: SharedSeen, { joinPath }: SharedCollection): string {
  const join =
    joinPath === null ? '' : `<a class="plain" href="/${escaped(joinPath)}">${WORDS.join[language]}</a>`
  const number = escaped(typed.get('number') ?? '')
  return `<p><strong>${WORDS.membersOnly[language]}</strong></p>
<details${typed.has('number') ? ' open' : ''}><summary>${WORDS.iAm[language]}</summary>
<form method="post" action="/likes/${code}/member"><label>${WORDS.number[language]}<input type="text" name="number"
 maxlength="40" required autocomplete="off" value="${number}"></label><label>${WORDS.mobile[language]}<input type="text"
 inputmode="tel" name="mobile" maxlength="20" required autocomplete="tel"></label>
<button class="big">${WORDS.confirm[language]}</button></form></details>${join}`
}
