import type { ReactNode } from 'react'
import { Alert, Button, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../call.ts'
import type { Problem } from '../call.ts'

/** What a trouble is called: the host's own words where it gave some, ours where it could not. */
function useTitle(): (problem: Problem) => string {
  const { t } = useTranslation()
  return (problem) => {
    if (problem.title !== '') return problem.title
    return problem.code === 'unreachable'
      ? t('kit.error.unreachable')
      : t('kit.error.unexpected', { status: problem.status })
  }
}

type Trouble = Readonly<{
  of: unknown
  again?: (() => unknown) | undefined
  names?: Readonly<Record<string, string>>
}>

/** Says what went wrong in the reader's language, which fields are concerned, and offers to try again. */
export function ErrorNotice({ of, again, names = {} }: Trouble) {
  const { t } = useTranslation()
  const title = useTitle()
  if (!of) return null
  // What is not a problem document is our own mistake; React's error boundary shows those.
  if (!isProblem(of)) throw of
  const { problem } = of
  return (
    <Alert
      className="notice"
      type="error"
      showIcon
      role="alert"
      title={title(problem)}
      {...(hasDetails(problem) ? { description: <Details problem={problem} names={names} /> } : {})}
      action={
        again && passes(problem) ? <Button onClick={() => again()}>{t('kit.error.again')}</Button> : undefined
      }
    />
  )
}

/** Whether asking again may help: the host was away, busy or stumbled. A no stays a no. */
const passes = ({ status }: Problem): boolean => status === 0 || status === 429 || status >= 500

const hasDetails = ({ detail, fields, status, requestId }: Problem): boolean =>
  Boolean(detail) || fields.length > 0 || (status >= 500 && Boolean(requestId))

function Details({
  problem,
  names,
}: Readonly<{ problem: Problem; names: Readonly<Record<string, string>> }>) {
  const { t } = useTranslation()
  const { detail, fields, requestId } = problem
  return (
    <>
      {detail && detail !== problem.title ? <div>{detail}</div> : null}
      {fields.length > 0 ? (
        <ul>
          {fields.map((field) => (
            <li key={`${field.path} ${field.message}`}>
              {field.path ? `${names[field.path] ?? field.path}${t('kit.colon')}` : ''}
              {field.message}
            </li>
          ))}
        </ul>
      ) : null}
      {requestId && problem.status >= 500 ? <small>{t('kit.error.request', { id: requestId })}</small> : null}
    </>
  )
}

type Asked<T> = Readonly<{ data: T | undefined; error: unknown; refetch?: () => unknown }>

/** Shows what a question answered; a quiet wait before, a notice when it failed. */
export function Answered<T>({
  ask,
  children,
}: Readonly<{ ask: Asked<T>; children: (told: T) => ReactNode }>) {
  if (ask.data !== undefined) return <>{children(ask.data)}</>
  if (ask.error) return <ErrorNotice of={ask.error} again={ask.refetch} />
  return (
    <div className="waiting">
      <Spin delay={200} />
    </div>
  )
}
