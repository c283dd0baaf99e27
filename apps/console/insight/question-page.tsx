import type { ComponentType, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Answered } from '#ui/kit/error-notice.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { paths } from '../paths.ts'
import { reportOf } from '../reports/questions.ts'
import { groupOf, questionPath, QUESTIONS } from './questions.ts'
import type { Question } from './questions.ts'
import { nothingToSee } from './looked.tsx'
import './insight.css'
import './questions.css'

type Asked<T> = Readonly<{ data: T | undefined; error: unknown; refetch?: () => unknown }>

type PageWords<T> = Readonly<{
  question: Question
  ask: Asked<T>
  bar?: ReactNode
  /** The same days and place on another page. */
  to?: (path: string) => string
  /** The answer in a sentence, with what to say when there is too little to tell. */
  answer: ComponentType<{ told: T }>
  /** Instead of the picture where nobody has bought anything, for a page that can be looked at elsewhere. */
  none?: ReactNode
  children: (told: T) => ReactNode
}>

/** A page that answers one question: the answer on top, its neighbours, then picture, numbers and method. */
export function QuestionPage<T>(words: PageWords<T>) {
  const { t } = useTranslation()
  const { question, ask, bar, to = (path) => path, answer: Answer, none, children } = words
  const unseen = nothingToSee(ask.error)
  const report = reportOf(question)
  return (
    <Page
      title={t(`shop.questions.${question}`)}
      answer={ask.data && !unseen ? <Answer told={ask.data} /> : null}
      actions={bar}
      back={{ to: paths.insight, label: t('insight.back') }}
    >
      <Neighbours of={question} to={to} />
      {unseen ? (
        (none ?? <EmptyState title={t('insight.none.title')}>{t('insight.none.words')}</EmptyState>)
      ) : (
        <Answered ask={ask}>{(told) => <div className="whole">{children(told)}</div>}</Answered>
      )}
      {report === undefined ? null : (
        <p className="insight-more">
          <Go to={to(paths.report(report))}>{t('shop.report')}</Go>
        </p>
      )}
    </Page>
  )
}

/** The other questions of the same group. */
function Neighbours({ of, to }: Readonly<{ of: Question; to: (path: string) => string }>) {
  const { t } = useTranslation()
  const group = groupOf(of)
  return (
    <nav className="neighbours" aria-label={t(`shop.groups.${group}`)}>
      <span>{t(`shop.groups.${group}`)}</span>
      {QUESTIONS[group].map((one: Question) => (
        <Go key={one} to={to(questionPath(one))} aria-current={one === of ? 'page' : undefined}>
          {t(`shop.questions.${one}`)}
        </Go>
      ))}
    </nav>
  )
}
