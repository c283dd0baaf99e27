import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { showCampaign } from '#domain/campaign/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { Wizard } from '#ui/kit/wizard.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { Draft } from './draft.tsx'
import { isSending, Launched, SENDING_MS, SurveyLink } from './launched.tsx'
import { useStepTitles } from './step-titles.ts'
import '../insight/insight.css'
import './campaigns.css'

/** One campaign: a draft to be checked and launched, or what became of it. */
export function CampaignPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams({ strict: false })
  const titles = useStepTitles()
  const may = useMay()
  const first = useCall(showCampaign, { id })
  const waiting = first.data !== undefined && isSending(first.data)
  const ask = useCall(showCampaign, { id }, { everyMs: waiting ? SENDING_MS : false })
  return (
    <Answered ask={ask}>
      {(campaign) =>
        campaign.state === 'draft' ? (
          <Page
            title={campaign.name}
            answer={t('campaigns.draft.answer')}
            actions={
              <>
                <SurveyLink campaign={campaign} />
                {may('campaign.write') ? (
                  <Go to={paths.copyCampaign(campaign.id)}>{t('campaigns.copy')}</Go>
                ) : null}
              </>
            }
            back={{ to: paths.campaigns, label: t('campaigns.back') }}
          >
            <Wizard
              at={titles.length - 1}
              steps={titles.map((step) => ({
                ...step,
                body: step.key === 'check' ? <Draft campaign={campaign} /> : null,
              }))}
            />
          </Page>
        ) : (
          <Launched campaign={campaign} />
        )
      }
    </Answered>
  )
}
