import { useTranslation } from 'react-i18next'
import { listCampaigns } from '#domain/campaign/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'

const LATEST = 4

/** What was sent lately, and to how many. */
export function LatestCampaigns() {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const ask = useCall(listCampaigns, { rows: LATEST })
  const all =
    ask.data && ask.data.total > 0 ? <Go to={paths.campaigns}>{t('overview.campaigns.all')}</Go> : null
  return (
    <Section title={t('overview.campaigns.title')} actions={all}>
      <Answered ask={ask}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('overview.campaigns.none')}</p>
          ) : (
            <ul className="receipts">
              {rows.map((campaign) => (
                <li key={campaign.id}>
                  <Go to={paths.campaign(campaign.id)}>
                    <span>
                      {campaign.name}
                      <small>
                        {t('overview.campaigns.arms', {
                          treated: number(campaign.treated),
                          control: number(campaign.control),
                        })}
                      </small>
                    </span>
                    <span className="receipt-numbers">
                      <small>
                        {campaign.startsOn === null
                          ? t('overview.campaigns.draft')
                          : t('overview.campaigns.running', { day: day(campaign.startsOn) })}
                      </small>
                    </span>
                  </Go>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}
