import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { auditFindings } from '#domain/org/contract/audit'
import { useCall } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'

/** The audit runs every hour; asking now and then is enough to hear of it while a page stays open. */
const ASK_AGAIN_MS = 300_000

/** Over every page, for those who may read the audit: that a law is broken, and the way to what. */
export function AuditBanner() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { data } = useCall(auditFindings, { rows: 1 }, { everyMs: ASK_AGAIN_MS })
  if (!data || data.total === 0) return null
  return (
    <Alert
      className="notice"
      type="error"
      showIcon
      banner
      title={t('value.audit.found', { count: data.total, n: number(data.total) })}
      action={<Go to={paths.audit}>{t('value.audit.look')}</Go>}
    />
  )
}
