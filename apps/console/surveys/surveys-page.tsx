import { Button, Tag } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { listSurveys, type Survey } from '#domain/survey/contract/survey'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useSaid } from './said.ts'

const MOST = 200

/** What members are asked (C40), newest first. */
export function SurveysPage() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const ask = useCall(listSurveys, { rows: MOST })
  const rows = ask.data?.rows ?? []
  const open = rows.filter((one) => one.state === 'open').length
  return (
    <Page
      title={t('surveys.title')}
      answer={rows.length === 0 ? null : t('surveys.answer', { count: open, n: number(open) })}
      back={{ to: paths.campaigns, label: t('campaigns.title') }}
      actions={<AddButton />}
    >
      <Answered ask={ask}>
        {() =>
          rows.length === 0 ? (
            <EmptyState title={t('surveys.empty.title')} actions={<AddButton />}>
              {t('surveys.empty.words')}
            </EmptyState>
          ) : (
            <ul className="lines">
              {rows.map((one) => (
                <Row key={one.surveyId} of={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  )
}

function AddButton() {
  const { t } = useTranslation()
  const go = useGo()
  const may = useMay()
  if (!may('campaign.write')) return null
  return (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => go(paths.newSurvey())}>
      {t('surveys.add')}
    </Button>
  )
}

const COLOURS = { draft: 'default', open: 'green', closed: 'default' } as const

export function StateTag({ of }: Readonly<{ of: Survey['state'] }>) {
  const { t } = useTranslation()
  return <Tag color={COLOURS[of]}>{t(`surveys.state.${of}`)}</Tag>
}

function Row({ of }: Readonly<{ of: Survey }>) {
  const { t } = useTranslation()
  const { number, day } = useFormats()
  const said = useSaid()
  return (
    <li>
      <span className="lines-what">
        <strong>
          <Go to={paths.survey(of.surveyId)}>{said(of.document.title)}</Go> <StateTag of={of.state} />
        </strong>
        <span>{t(`surveys.purpose.${of.purpose}`)}</span>
        <small className="quiet num">
          {t('surveys.counts', {
            invited: number(of.invited),
            answered: number(of.answered),
            day: day(of.closesOn),
          })}
        </small>
      </span>
    </li>
  )
}
