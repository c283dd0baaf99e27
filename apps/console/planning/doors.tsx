import { FundOutlined, HeartOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Go } from '#ui/kit/go.tsx'
import { paths } from '../paths.ts'
import './doors.css'

/** Ways to what the live program does: for whoever may read it, also where only writers find more. */
export function PlanningDoors() {
  const { t } = useTranslation()
  return (
    <nav className="planning-doors" aria-label={t('planning.doors')}>
      <Go to={paths.programHealth}>
        <HeartOutlined aria-hidden />
        <span>
          <strong>{t('health.short')}</strong>
          <small>{t('health.shortNote')}</small>
        </span>
      </Go>
      <Go to={paths.programBudget()}>
        <FundOutlined aria-hidden />
        <span>
          <strong>{t('budget.short')}</strong>
          <small>{t('budget.shortNote')}</small>
        </span>
      </Go>
    </nav>
  )
}
