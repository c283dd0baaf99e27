import { businessDay, instant } from '#base/instant'
import type { Author } from '#domain/club/model/post'
import type { Language } from '../language.ts'
import { CLUB_WORDS as WORDS } from './club-words.ts'
import { escaped } from './pages.ts'

const STYLE = `*{box-sizing:border-box}
body{margin:0;background:#f6f5f2;color:#222;font:1rem/1.6 system-ui,-apple-system,"PingFang SC",sans-serif}
main{max-width:42rem;margin:0 auto;padding:1rem 1rem 4rem}
h1{font-size:1.35rem;line-height:1.35;margin:.5rem 0 1rem;overflow-wrap:anywhere}h2{font-size:1.05rem;margin:0}
a{color:#8a3b12}nav{display:flex;gap:.25rem;margin:0 0 1rem;border-bottom:1px solid #ddd;overflow-x:auto}
nav a{padding:.6rem .75rem;text-decoration:none;color:#555;white-space:nowrap;border-bottom:3px solid transparent}
nav a[aria-current]{color:#222;font-weight:600;border-color:#b4531e}
.card{background:#fff;border-radius:.6rem;padding:.9rem 1rem;margin:0 0 .75rem}
.card h2 a{color:inherit;text-decoration:none}.words{white-space:pre-wrap;overflow-wrap:anywhere;margin:.35rem 0 0}
.less{color:#666;font-size:.875rem;margin:.35rem 0 0}.less strong{color:#444;font-weight:600}
.tag{background:#fbe9d7;color:#8a3b12;border-radius:.25rem;padding:0 .35rem;font-size:.8rem;margin-right:.35rem}
.house{background:#fdf6ec}.stars{color:#b4531e;letter-spacing:.1em;white-space:nowrap}
.answer{border-left:3px solid #e5c9a8;padding-left:.75rem;margin-top:.75rem}
.done{background:#e8f3e8;border-radius:.4rem;padding:.6rem .9rem}.no{background:#fbe5e1;border-radius:.4rem}
.no{padding:.6rem .9rem}form{display:grid;gap:.75rem}label{display:grid;gap:.25rem;font-size:.9rem;color:#444}
input[type=text],textarea,select{font:inherit;padding:.6rem;border:1px solid #bbb;border-radius:.4rem;width:100%}
textarea{min-height:7rem}summary{cursor:pointer;font-weight:600;min-height:1.75rem}details form{margin-top:.75rem}
button{font:inherit;justify-self:start;padding:.6rem 1.6rem;border:0;border-radius:.4rem;background:#8a3b12}
button{color:#fff;cursor:pointer;min-height:2.75rem}
.pages{display:flex;justify-content:space-between}.products{list-style:none;margin:0 0 1rem;padding:0}
.products li{display:flex;justify-content:space-between;gap:1rem;padding:.45rem 0;border-bottom:1px solid #e4e2dc}
.num{font-variant-numeric:tabular-nums;white-space:nowrap}
.part{margin:1.5rem 0 .5rem}.rows{list-style:none;margin:0;padding:0;background:#fff;border-radius:.6rem}
.rows li{border-bottom:1px solid #efede8}.rows li:last-child{border:0}
.rows li>a,.rows li>div,.rows li.off{display:flex;align-items:center;justify-content:space-between;gap:1rem}
.rows li>a,.rows li>div,.rows li.off{padding:.7rem 1rem;min-height:3rem;color:inherit;text-decoration:none}
.rows li>a>span:first-child,.rows li>div>span:first-child{overflow-wrap:anywhere}
.rows strong{font-weight:600;display:block}.rows small{color:#666}.rows .tag{margin:0;white-space:nowrap}
.rows .off{color:#767676}.tag.kept,.tag.missed,.tag.cancelled,.tag.given_up{background:#eee;color:#555}
.sum{display:flex;justify-content:space-between;align-items:baseline}.sum strong{font-size:1.35rem}
.times{display:grid;grid-template-columns:repeat(auto-fill,minmax(5.5rem,1fr));gap:.5rem}
.times button{background:#fff;color:#222;border:1px solid #c9a383;padding:.6rem .25rem;justify-self:stretch}
.times button:disabled{background:transparent;border-color:#ddd;color:#767676;text-decoration:line-through}
.times button:disabled{cursor:default}.held{background:#fdf6ec;border-radius:.4rem;padding:.6rem .9rem}
.facts{display:grid;grid-template-columns:auto 1fr;gap:.5rem 1rem}.facts dt{color:#666}.facts dd{margin:0}
.acts{display:grid;gap:.5rem}.wide{justify-self:stretch;text-align:center}
a.wide{display:block;background:#8a3b12;color:#fff;border-radius:.4rem;padding:.7rem;text-decoration:none}
.quiet{background:transparent;color:#8a3b12;border:1px solid #c9a383;justify-self:stretch}`

/** A page of a member’s, by their own link, or of the reviews; `body` is HTML already. */
export function clubPage(language: Language, of: Readonly<{ title: string; body: string }>): string {
  const title = escaped(of.title)
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title>
<style>${STYLE}</style><main><h1>${title}</h1>${of.body}</main></html>`
}

/** Who wrote it and on what day, as everybody may read it. */
export function byline(
  language: Language,
  { author, at, zone }: Readonly<{ author: Author; at: string; zone: string }>,
): string {
  const name = author.kind === 'former' ? WORDS.former[language] : author.name || WORDS.member[language]
  const day = businessDay(instant(at), zone, 0)
  const house = author.kind === 'house' ? `<span class="tag">${WORDS.house[language]}</span>` : ''
  return `<p class="less">${house}<strong>${escaped(name)}</strong> · <span class="num">${day}</span></p>`
}

export const starsShown = (language: Language, stars: number): string =>
  `<span class="stars" role="img" aria-label="${WORDS.stars[language]} ${stars}/5">${'★'.repeat(stars)}${'☆'.repeat(
    5 - stars,
  )}</span>`

export const wordsShown = (body: string): string => `<p class="words">${escaped(body)}</p>`

/** The id is made with the form: pressing twice, or again after a broken line, writes once. */
export const idField = (id: string): string => `<input type="hidden" name="id" value="${escaped(id)}">`

export const textField = (
  language: Language,
  of: Readonly<{ name: 'title' | 'nickname'; label: string; most: number; value: string }>,
): string =>
  `<label>${of.label}<input type="text" name="${of.name}" maxlength="${of.most}" required value="${escaped(
    of.value,
  )}" lang="${language === 'zh' ? 'zh-CN' : 'en'}"></label>`

export const bodyField = (language: Language, value: string): string =>
  `<label>${WORDS.body[language]}<textarea name="body" maxlength="2000" required>${escaped(value)}</textarea></label>`
