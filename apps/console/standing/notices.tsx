import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { memberNotices } from '#domain/campaign/contract/notice'
import { useCall } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import type { Whom } from './member-standing.tsx'
import { useTierName } from './tier-name.ts'

type Notice = Told<typeof memberNotices>['notices'][number]

/** Why we did not write; anything else is what the mail server said. */
const REASONS = [
  'moved_on',
  'tier_gone',
  'merged',
  'withdrawn',
  'no_address',
  'never_answered',
  'too_late',
] as const
type Reason = (typeof REASONS)[number]
const isReason = (trouble: string): trouble is Reason => REASONS.some((one) => one === trouble)

/** What the member was told of a tier that moved up, in the very words, and what became of it. */
export function Notices({ whom }: Readonly<{ whom: Whom }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const ask = useCall(memberNotices, { memberId: whom.memberId })
  if (ask.error) return <ErrorNotice of={ask.error} again={ask.refetch} />
  if (!ask.data || ask.data.notices.length === 0) return null
  const { notices } = ask.data
  return (
    <details className="standing-moves">
      <summary>{t('standing.notices.title', { n: number(notices.length), count: notices.length })}</summary>
      <ul className="member-history">
        {notices.map((one) => (
          <Row key={one.id} of={one} />
        ))}
      </ul>
    </details>
  )
}

function Row({ of }: Readonly<{ of: Notice }>) {
  const { t } = useTranslation()
  const tier = useTierName()
  const { trouble } = of
  const why = trouble === null ? '' : isReason(trouble) ? t(`standing.notices.reason.${trouble}`) : trouble
  const said = [t(`standing.notices.state.${of.state}`), why].filter(Boolean).join(' · ')
  return (
    <li>
      <span>
        {t('standing.up', { from: tier(of.from), to: tier(of.to) })}
        <small>{said}</small>
        {of.state === 'sent' && of.body !== null ? <small className="standing-words">{of.body}</small> : null}
      </span>
      <MomentText of={of.at} />
    </li>
  )
}
