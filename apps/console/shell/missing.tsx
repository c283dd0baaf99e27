import type { ErrorComponentProps } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { isProblem } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Go } from '#ui/kit/go.tsx'

/** An address that leads nowhere. */
export function Missing() {
  const { t } = useTranslation()
  return (
    <div className="alone">
      <EmptyState title={t('shell.missing.title')} actions={<Go to="/">{t('shell.missing.back')}</Go>}>
        {t('shell.missing.words')}
      </EmptyState>
    </div>
  )
}

/** A page that could not be shown: the host did not answer, or we made a mistake. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation()
  const reload = <Button onClick={() => location.reload()}>{t('shell.broken.reload')}</Button>
  if (isProblem(error)) {
    return (
      <div className="alone">
        <ErrorNotice of={error} again={reset} />
        {reload}
      </div>
    )
  }
  return (
    <div className="alone">
      <EmptyState title={t('shell.broken.title')} actions={reload}>
        {t('shell.broken.words')}
      </EmptyState>
    </div>
  )
}
