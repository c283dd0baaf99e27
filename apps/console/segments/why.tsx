import { CheckCircleFilled, CloseCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { audienceReasons } from '#domain/insight/contract/audience'
import type { Rule } from '#domain/insight/contract/rule'
import { useCall } from '#ui/call.ts'
import { Behind } from '#ui/kit/behind.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import type { Question } from './question.ts'
import { reasonsOf, type Reason } from './reasons.ts'
import type { Say } from './say.ts'

export type Somebody = Readonly<{ memberId: string; name: string }>

type WhyWords = Readonly<{
  of: Somebody | null
  rule: Rule
  question: Question
  say: Say
  close: () => void
}>

/** Why is she in? Every part of the rule with the figure it was judged by. */
export function Why({ of, rule, question, say, close }: WhyWords) {
  const { t } = useTranslation()
  return (
    <Behind open={of !== null} title={of ? t('audience.why.of', { name: of.name }) : ''} onClose={close}>
      {of === null ? null : <Reasoned of={of} rule={rule} question={question} say={say} />}
    </Behind>
  )
}

function Reasoned({ of, rule, question, say }: Omit<WhyWords, 'close' | 'of'> & Readonly<{ of: Somebody }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const ask = useCall(audienceReasons, { memberId: of.memberId, conditions: rule, ...question })
  return (
    <Answered ask={ask}>
      {(told) => (
        <div className="why">
          <p className="page-answer">
            {told.archived
              ? t('audience.why.archived', { name: of.name })
              : t(told.holds ? 'audience.why.in' : 'audience.why.out', { name: of.name })}
          </p>
          <ul className="why-tree">
            <Branch reason={reasonsOf(rule, told.nodes)} say={say} />
          </ul>
          <p className="quiet">{t('audience.why.asOf', { day: day(told.asOf) })}</p>
          <Go to={paths.member(of.memberId)}>{of.name}</Go>
        </div>
      )}
    </Answered>
  )
}

type BranchWords = Readonly<{ reason: Reason; say: Say }>

function Branch({ reason, say }: BranchWords) {
  const { t } = useTranslation()
  const mark = reason.holds ? (
    <CheckCircleFilled className="why-holds" aria-label={t('audience.why.holds')} />
  ) : (
    <CloseCircleOutlined className="why-fails" aria-label={t('audience.why.fails')} />
  )
  if ('of' in reason) {
    return (
      <li>
        {mark} <span>{say.condition(reason.of)}</span>
        <small className="num">{say.figure(reason.of, reason.figure)}</small>
      </li>
    )
  }
  return (
    <li>
      {mark} <span className="why-join">{t(`audience.join.${reason.join}`)}</span>
      <ul className="why-tree">
        {reason.parts.map((part, place) => (
          <Branch key={place} reason={part} say={say} />
        ))}
      </ul>
    </li>
  )
}
