import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Go } from '#ui/kit/go.tsx'

/** Where a draft is rehearsed; the way there is offered once the console has such a page. */
const PAGE = '/program/rehearsals'

export function Rehearse() {
  const { t } = useTranslation()
  const { routesByPath } = useRouter()
  if (!(PAGE in routesByPath)) return null
  return <Go to={PAGE}>{t('program.draft.rehearse')}</Go>
}
