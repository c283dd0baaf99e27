import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { CHANNELS } from '#domain/campaign/contract'
import { lastHandOffs } from '#domain/campaign/contract/channel'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { useTroubleWord } from '../campaigns/trouble-word.ts'

type HandOff = Told<typeof lastHandOffs>['rows'][number]
type Way = Readonly<{ channel: (typeof CHANNELS)[number]; carrierId: string | null }>

/** The last messages that were offered to one way, and what became of each. */
export function HandOffs({ channel, carrierId }: Way) {
  const { t } = useTranslation()
  const ask = useCall(lastHandOffs, { channel, ...(carrierId === null ? {} : { carrierId }) })
  return (
    <Answered ask={ask}>
      {({ rows }) =>
        rows.length === 0 ? (
          <p className="quiet">{t('channels.hand.none')}</p>
        ) : (
          <ul className="lines">
            {rows.map((one) => (
              <Row key={one.id} of={one} />
            ))}
          </ul>
        )
      }
    </Answered>
  )
}

function Row({ of }: Readonly<{ of: HandOff }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const troubleWord = useTroubleWord()
  const state =
    of.delivered === null
      ? t(`campaigns.messageState.${of.state}`)
      : t(`campaigns.delivery.${of.delivered ? 'arrived' : 'failed'}`)
  const words = [
    state,
    of.attempts > 1 ? t('channels.hand.attempts', { n: number(of.attempts) }) : '',
    of.trouble === null ? '' : troubleWord(of.trouble),
    of.receiptCode ?? '',
  ]
  return (
    <li>
      <span className="lines-what">
        <span>
          <Go to={paths.member(of.memberId)}>
            <span className="num">{of.number}</span>
          </Go>{' '}
          <Go to={paths.campaign(of.campaignId)}>{of.campaignName}</Go>
        </span>
        <small className="quiet">{words.filter(Boolean).join(' · ')}</small>
      </span>
      <MomentText of={of.at} />
    </li>
  )
}
