import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { ArrowLeftOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Go } from './go.tsx'

type PageWords = Readonly<{
  title: string
  /** One sentence that answers what the reader came for. */
  answer?: ReactNode
  actions?: ReactNode
  back?: Readonly<{ to: string; label: string }>
  children?: ReactNode
}>

/** A page: where one came from, what it is, the answer in one sentence, what can be done, then the rest. */
export function Page({ title, answer, actions, back, children }: PageWords) {
  const { t } = useTranslation()
  const full = `${title} · ${t('kit.house.full')}`
  useEffect(() => {
    document.title = full
  }, [full])
  return (
    <article className="page">
      <header className="page-head">
        <div className="page-words">
          {back ? (
            <Go to={back.to} className="page-back">
              <ArrowLeftOutlined aria-hidden /> {back.label}
            </Go>
          ) : null}
          <h1>{title}</h1>
          {answer ? <p className="page-answer">{answer}</p> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      {children}
    </article>
  )
}

type SectionWords = Readonly<{ title: string; note?: ReactNode; actions?: ReactNode; children: ReactNode }>

/** A part of a page under a hairline. */
export function Section({ title, note, actions, children }: SectionWords) {
  return (
    <section className="section">
      <header className="section-head">
        <h2>{title}</h2>
        {note ? <span className="section-note">{note}</span> : null}
        {actions ? <span className="section-actions">{actions}</span> : null}
      </header>
      {children}
    </section>
  )
}

/** Parts side by side where there is room: the wide one first. */
export function Beside({ children }: Readonly<{ children: ReactNode }>) {
  return <div className="beside">{children}</div>
}

type Fact = Readonly<{ label: string; value: ReactNode }>

/** Labels and values of one thing. */
export function Facts({ rows }: Readonly<{ rows: readonly Fact[] }>) {
  return (
    <dl className="facts">
      {rows.map((row) => (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  )
}
