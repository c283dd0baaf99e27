import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { How } from '../insight/how.tsx'
import { nothingToSee } from '../insight/looked.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { SaveMenu } from './save-menu.tsx'
import '../insight/insight.css'
import './reports.css'

type Asked<T> = Readonly<{ data: T | undefined; error: unknown; refetch?: () => unknown }>

/** Reports with a page of this frame; the others have had theirs before. */
type PageCode =
  | 'products'
  | 'hours'
  | 'months'
  | 'bills'
  | 'places'
  | 'sold'
  | 'demographics'
  | 'birthdays'
  | 'activity'
  | 'recency'
  | 'repeat'

type FrameWords<T> = Readonly<{
  code: PageCode
  ask: Asked<T>
  /** The question as the page asked it, for the file of the same. */
  filters: Readonly<Record<string, string | number | boolean | undefined>>
  bar: ReactNode
  answer: (told: T) => ReactNode
  /** Whether there is anything to draw. */
  empty?: (told: T) => boolean
  emptyWords?: (told: T) => ReactNode
  children: (told: T) => ReactNode
}>

/** A report: the answer on top, what it looks at, the picture with its table, and how we know. */
export function ReportPage<T>(words: FrameWords<T>) {
  const { t } = useTranslation()
  const { code, ask, filters, bar, answer, children } = words
  const unseen = nothingToSee(ask.error)
  const nothing = ask.data !== undefined && (words.empty?.(ask.data) ?? false)
  return (
    <Page
      title={t(`reports.${code}.title`)}
      answer={ask.data && !unseen && !nothing ? answer(ask.data) : null}
      back={{ to: paths.reports, label: t('reports.back') }}
      actions={
        <>
          {bar}
          <SaveMenu code={code} filters={filters} />
        </>
      }
    >
      {unseen ? (
        <Nothing>{t('reports.none.words')}</Nothing>
      ) : (
        <Answered ask={ask}>
          {(told) =>
            nothing ? (
              <Nothing>{words.emptyWords?.(told) ?? t('reports.none.span')}</Nothing>
            ) : (
              <div className="whole report">{children(told)}</div>
            )
          }
        </Answered>
      )}
      <How>
        <p>{t(`reports.${code}.method`)}</p>
        <p>{t(`reports.${code}.limits`)}</p>
      </How>
    </Page>
  )
}

function Nothing({ children }: Readonly<{ children: ReactNode }>) {
  const { t } = useTranslation()
  const may = useMay()
  const start = may('import.run') ? <Go to={paths.imports}>{t('insight.none.import')}</Go> : null
  return (
    <EmptyState title={t('reports.none.title')} actions={start}>
      {children}
    </EmptyState>
  )
}
