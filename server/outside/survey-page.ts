import type { AskedSurvey } from '#domain/survey/contract/answers'
import { inLanguage, MOST_LETTERS, tapsOf, type Question } from '#domain/survey/model/document'
import type { Language } from '../language.ts'
import { escaped, page } from './pages.ts'

const WORDS = {
  confirm: { zh: '确认提交', en: 'Send this answer' },
  yours: { zh: '您的回答', en: 'Your answer' },
  all: { zh: '改选或查看全部题目', en: 'Choose another or see all questions' },
  send: { zh: '提交', en: 'Send' },
  saved: { zh: '已提交，谢谢您！', en: 'Saved. Thank you!' },
  until: { zh: '截止前可随时修改，截止日期：', en: 'You can change your answers until ' },
  closed: {
    zh: '本次问卷已结束，感谢您的关注。',
    en: 'This survey is closed. Thank you for your time.',
  },
  low: { zh: '0 分最低', en: '0 is lowest' },
  high: { zh: '10 分最高', en: '10 is highest' },
} as const

const STYLE = `<style>main{max-width:36rem;margin:0 auto}body{margin-top:6vh}
fieldset{border:0;padding:0;margin:0 0 1.75rem;text-align:left}legend{font-weight:600;padding:0;margin-bottom:.5rem}
.tap{display:flex;align-items:center;gap:.6rem;min-height:2.75rem;padding:.3rem .75rem;margin:.35rem 0;cursor:pointer}
.tap{border:1px solid #ccc;border-radius:.5rem}.tap:has(:checked){border-color:#8a3b12;background:#fdf6ec}
.tap input{flex:none}.scores{display:grid;grid-template-columns:repeat(auto-fill,minmax(4rem,1fr));gap:.35rem}
.scores .tap{margin:0;justify-content:center;padding:.3rem}.ends{display:flex;justify-content:space-between}
textarea{font:inherit;width:100%;box-sizing:border-box;min-height:5rem;padding:.5rem}
.chosen{font-size:1.4rem;font-weight:600;margin:.25rem 0 1rem}button{min-height:2.75rem}</style>`

type Seen = Readonly<{ language: Language; asked: AskedSurvey; path: string }>

/** The page of one tap: what was tapped in the message, and the one button that makes it an answer. */
export function tapPage({ language, asked, path }: Seen, value: number): string | null {
  const [first] = asked.document.questions
  const tapped = first && tapsOf(first).find((one) => one.value === value)
  if (!first || !tapped || !asked.open) return null
  const body = `${STYLE}<p class="less">${escaped(asked.chainName)}</p>
<p>${escaped(inLanguage(first.text, language))}</p><p class="less">${WORDS.yours[language]}</p>
<p class="chosen">${escaped(inLanguage(tapped.said, language))}</p>
<form method="post" action="${path}"><input type="hidden" name="q1" value="${value}">
<button>${WORDS.confirm[language]}</button></form><p><a href="${path}">${WORDS.all[language]}</a></p>`
  return page(language, { title: inLanguage(asked.document.title, language), body })
}

/** Every question with what the member has answered so far; a closed survey says so. */
export function surveyPage({ language, asked, path }: Seen, notice: 'saved' | null, no = ''): string {
  const { document, open, closesOn, chainName } = asked
  const title = inLanguage(document.title, language)
  const head = `${STYLE}<p class="less">${escaped(chainName)}</p>`
  if (!open) return page(language, { title, body: `${head}<p>${WORDS.closed[language]}</p>` })
  const intro = inLanguage(document.intro, language)
  const done = notice === null ? '' : `<p class="done" role="status">${WORDS[notice][language]}</p>`
  const trouble = no === '' ? '' : `<p role="alert">${escaped(no)}</p>`
  const fields = document.questions.map((question, index) =>
    field({ language, asked, path }, question, index + 1),
  )
  const body = `${head}${done}${trouble}${intro === '' ? '' : `<p>${escaped(intro)}</p>`}
<form method="post" action="${path}">${fields.join('')}<button>${WORDS.send[language]}</button></form>
<p class="less">${WORDS.until[language]}${closesOn}</p>`
  return page(language, { title, body })
}

function field({ language, asked }: Seen, question: Question, at: number): string {
  const stands = asked.replies.find((one) => one.question === at)
  const several = asked.document.questions.length > 1 ? `${at}. ` : ''
  const legend = `<legend>${several}${escaped(inLanguage(question.text, language))}</legend>`
  if (question.kind === 'text') {
    const label = escaped(inLanguage(question.text, language))
    return `<fieldset>${legend}<textarea name="w${at}" maxlength="${MOST_LETTERS}" aria-label="${label}">${escaped(
      stands?.words ?? '',
    )}</textarea></fieldset>`
  }
  const taps = tapsOf(question).map(({ value, said }) => {
    const on = stands?.value === value ? ' checked' : ''
    const words = escaped(inLanguage(said, language))
    return `<label class="tap"><input type="radio" name="q${at}" value="${value}"${on}>${words}</label>`
  })
  if (question.kind === 'choice') return `<fieldset>${legend}${taps.join('')}</fieldset>`
  const ends = `<p class="ends less"><span>${WORDS.low[language]}</span><span>${WORDS.high[language]}</span></p>`
  return `<fieldset>${legend}<div class="scores">${taps.join('')}</div>${ends}</fieldset>`
}
