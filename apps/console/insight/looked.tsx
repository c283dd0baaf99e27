import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { LensBar } from './lens-bar.tsx'
import type { LensInUse } from './use-lens.ts'
import './insight.css'

type Asked<T> = Readonly<{ data: T | undefined; error: unknown; refetch?: () => unknown }>

type LookedWords<T> = Readonly<{
  title: string
  use: LensInUse
  ask: Asked<T>
  home?: boolean
  answer: (told: T) => ReactNode
  children: (told: T) => ReactNode
  /** Stands below whether there is something to see or not. */
  below?: ReactNode
}>

/** A page of insight: the answer on top, the lens, then the picture; and what to do while there is nothing to see. */
export function Looked<T extends Readonly<{ asOf: string }>>(words: LookedWords<T>) {
  const { t } = useTranslation()
  const { title, use, ask, home = false, answer, children, below } = words
  const unseen = nothingToSee(ask.error)
  return (
    <Page
      title={title}
      answer={ask.data && !unseen ? answer(ask.data) : null}
      actions={<LensBar use={use} shown={ask.data?.asOf} where />}
      {...(home ? {} : { back: { to: use.to(paths.insight), label: t('insight.back') } })}
    >
      {unseen ? (
        <NothingToSee use={use} />
      ) : (
        <Answered ask={ask}>{(told) => <div className="whole">{children(told)}</div>}</Answered>
      )}
      {below}
    </Page>
  )
}

/** Whether the host had nothing to look at. */
export const nothingToSee = (trouble: unknown): boolean =>
  isProblem(trouble) && trouble.problem.code === 'no_sales_yet'

/** No sales at all, or none through this lens: two different things to do. */
export function NothingToSee({ use }: Readonly<{ use: LensInUse }>) {
  const { t } = useTranslation()
  const may = useMay()
  const narrowed = Object.keys(use.lens).length > 0
  const whole = { asOf: undefined, windowMonths: undefined, branchId: undefined, region: undefined }
  const reset = <Button onClick={() => use.change(whole)}>{t('insight.none.reset')}</Button>
  const start = may('import.run') ? <Go to={paths.imports}>{t('insight.none.import')}</Go> : null
  return (
    <EmptyState title={t('insight.none.title')} actions={narrowed ? reset : start}>
      {narrowed ? t('insight.none.elsewhere') : t('insight.none.words')}
    </EmptyState>
  )
}
