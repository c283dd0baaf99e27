import { must } from '#base/must'
import { inLanguage, tapsOf, type SurveyDocument, type SurveyLanguage } from './document.ts'

/** What a message says of a survey: `link` answers all of it, each of `choices` its first question with one tap. */
export type SurveyBlanks = Readonly<{
  title: string
  question: string
  link: string
  choices: readonly Readonly<{ text: string; link: string }>[]
  /** Question and choices, ready to be put into a letter: a line each. */
  answers: string
}>

/** The blanks of a message to somebody whose own page of the survey is at this address. */
export function blanksAt(document: SurveyDocument, language: SurveyLanguage, link: string): SurveyBlanks {
  const [first] = document.questions
  must(first !== undefined && first.kind !== 'text', 'V6: the first question is answered with one tap')
  const choices = tapsOf(first).map(({ value, said }) => ({
    text: inLanguage(said, language),
    link: `${link}?a=${value}`,
  }))
  const question = inLanguage(first.text, language)
  const lines = choices.map((one) => `${one.text}: ${one.link}`)
  return {
    title: inLanguage(document.title, language),
    question,
    link,
    choices,
    answers: [question, ...lines].join('\n'),
  }
}
