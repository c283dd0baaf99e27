import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LIST_CHANNELS } from '#domain/campaign/contract/list'
import { changeJourney, journeyReport, showJourney } from '#domain/journey/contract'
import type { Step } from '#domain/journey/contract/document'
import { ENDS } from '#domain/journey/model/entry'
import { newId, useCall, useCommand } from '#ui/call.ts'
import { Behind } from '#ui/kit/behind.tsx'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Facts, Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useOwnWords } from '../care/words.ts'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useTroubleWord } from '../campaigns/trouble-word.ts'
import { EntriesPart } from './entries-part.tsx'
import { StateTag } from './journeys-page.tsx'
import { useOutcomeWord } from './outcome-word.ts'
import { useStepText, useTriggerText } from './sentence.ts'
import type { Shown } from './values.ts'
import './journeys.css'

/** One journey: where its members are, what came of each step, and what it earned. */
export function JourneyPage() {
  const { t } = useTranslation()
  const { id } = useParams({ strict: false }) as { id: string }
  const ask = useCall(showJourney, { journeyId: id })
  const when = useTriggerText()
  return (
    <Page
      title={ask.data?.document.name ?? t('journeys.title')}
      answer={ask.data ? when(ask.data.document.trigger) : null}
      back={{ to: paths.journeys, label: t('journeys.title') }}
      actions={ask.data ? <Acts of={ask.data} /> : null}
    >
      <Answered ask={ask}>{(shown) => <Parts of={shown} />}</Answered>
    </Page>
  )
}

function Parts({ of }: Readonly<{ of: Shown }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const { treated, control, walking, ended } = of.entries
  const [step, setStep] = useState<string | null>(null)
  const givenUp = useGivenUp(of)
  const ends = ENDS.map((end) => [end, ended[end]] as const)
  return (
    <>
      <p>
        <StateTag of={of.state} />{' '}
        {of.runningVersion === null || of.runningVersion === of.version
          ? null
          : t('journeys.newer', { version: of.version, running: of.runningVersion })}
      </p>
      <Facts
        rows={[
          { label: t('journeys.fact.treated'), value: number(treated) },
          {
            label: t('journeys.fact.control', { share: percent(of.document.controlBps / 10_000, 0) }),
            value: number(control),
          },
          { label: t('journeys.fact.walking'), value: number(walking) },
          ...ends
            .filter(([, count]) => (count ?? 0) > 0)
            .map(([end, count]) => ({ label: t(`journeys.end.${end}`), value: number(count ?? 0) })),
          ...givenUp,
        ]}
      />
      <Section title={t('journeys.steps')}>
        <Steps rows={of.document.steps} told={of.steps} look={setStep} />
      </Section>
      <Section title={t('journeys.earned')}>
        <Report of={of} />
      </Section>
      <Section title={t('journeys.members')}>
        <EntriesPart journeyId={of.journeyId} steps={of.document.steps} />
      </Section>
      <Behind open={step !== null} title={t('journeys.waitingHere')} onClose={() => setStep(null)}>
        {step === null ? null : (
          <EntriesPart journeyId={of.journeyId} steps={of.document.steps} step={step} />
        )}
      </Behind>
    </>
  )
}

/** What came of bookings that were given up, where a journey follows them. */
function useGivenUp({ givenUp }: Shown) {
  const { t } = useTranslation()
  const { number } = useFormats()
  if (givenUp === null) return []
  return (['waiting', 'cameBack', 'passedOver'] as const).map((key) => ({
    label: t(`journeys.givenUp.${key}`),
    value: number(givenUp[key]),
  }))
}

type StepsWords = Readonly<{ rows: readonly Step[]; told: Shown['steps']; look: (step: string) => void }>

/** The way as it is walked; both sides of a branch stand beside each other. */
function Steps({ rows, told, look }: StepsWords) {
  const { t } = useTranslation()
  const says = useStepText()
  if (rows.length === 0) return <p className="quiet">{t('journeys.nothing')}</p>
  return (
    <ol className="journey-steps">
      {rows.map((step) => (
        <li key={step.id} className="journey-step">
          <strong>{t(`journeys.step.${step.kind}`)}</strong> <span>{says(step)}</span>
          <Counts of={told.find((one) => one.step === step.id)} look={look} />
          <ToBeListed step={step} of={told.find((one) => one.step === step.id)} />
          {step.kind === 'branch' ? (
            <div className="journey-sides">
              <section>
                <h4>{t('journeys.side.yes')}</h4>
                <Steps rows={step.yes} told={told} look={look} />
              </section>
              <section>
                <h4>{t('journeys.side.no')}</h4>
                <Steps rows={step.no} told={told} look={look} />
              </section>
            </div>
          ) : null}
        </li>
      ))}
    </ol>
  )
}

type CountWords = Readonly<{ of: Shown['steps'][number] | undefined; look: (step: string) => void }>

function Counts({ of, look }: CountWords) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const outcomeWord = useOutcomeWord()
  const troubleWord = useTroubleWord()
  if (!of || of.passed + of.waiting === 0) return null
  const { messages, survey } = of
  const outcomes = of.outcomes
    .filter(({ outcome }) => outcome !== 'waits' && outcome !== 'in_outbox')
    .map(({ outcome, entries }) => `${outcomeWord(outcome)} ${number(entries)}`)
  const sent = messages
    ? (['handedOver', 'delivered', 'waiting', 'withheld', 'unreachable', 'failed'] as const)
        .filter((key) => messages[key] > 0)
        .map((key) => `${t(`journeys.message.${key}`)} ${number(messages[key])}`)
    : []
  const why = (messages?.troubles ?? []).map((one) => `${troubleWord(one.trouble)} ${number(one.messages)}`)
  return (
    <small className="quiet num journey-counts">
      {[t('journeys.passed', { n: number(of.passed) }), ...outcomes, ...sent].join(' · ')}
      {why.length === 0 ? null : <span>{t('journeys.message.why', { why: why.join(' · ') })}</span>}
      {survey === null ? null : <AskedSurvey of={survey} />}
      {of.waiting > 0 ? (
        <button type="button" className="as-link" onClick={() => look(of.step)}>
          {t('journeys.waiting', { n: number(of.waiting) })}
        </button>
      ) : null}
    </small>
  )
}

/** What nobody sends by itself: the way to where it is handed over as a list. */
function ToBeListed({ step, of }: Readonly<{ step: Step; of: Shown['steps'][number] | undefined }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const isListed = step.kind === 'message' && LIST_CHANNELS.some((one) => one === step.channel)
  const waits = of?.messages?.waiting ?? 0
  if (!isListed || waits === 0) return null
  return (
    <small className="journey-counts">
      <Go to={paths.journeyLists}>{t('journeys.lists.link', { n: number(waits) })}</Go>
    </small>
  )
}

/** What came of asking, and where the answers are. */
function AskedSurvey({ of }: Readonly<{ of: NonNullable<Shown['steps'][number]['survey']> }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  return (
    <span>
      {t('journeys.survey.said', { asked: number(of.asked), answered: number(of.answered) })}
      {of.open ? null : t('journeys.survey.closed')}{' '}
      <Go to={paths.survey(of.surveyId)}>{t('journeys.survey.look')}</Go>
    </span>
  )
}

const within = (
  middle: number,
  { low, high }: Readonly<{ low: number; high: number }>,
  say: (value: number) => string,
): string => `${say(middle)} (${say(low)} – ${say(high)})`

function Report({ of }: Readonly<{ of: Shown }>) {
  const { t } = useTranslation()
  const own = useOwnWords()
  const { money, number, percent } = useFormats()
  const ask = useCall(journeyReport, { journeyId: of.journeyId })
  return (
    <Answered ask={ask}>
      {({ treated, control, open, buyers, total, costMinor, verdict, windowDays }) => {
        const side = ({ members, buyers: bought, spendMinor }: typeof treated) =>
          t('journeys.side.said', {
            members: number(members),
            buyers: number(bought),
            spend: money(spendMinor),
          })
        const range = buyers && {
          label: t('journeys.fact.more'),
          value: within(buyers.diff, buyers.interval, (share) => percent(share, 1)),
        }
        const earned = total && {
          label: t('journeys.fact.total'),
          value: within(total.middle, total, money),
        }
        return (
          <>
            <p>
              <strong>{own(verdict.zh, verdict.en)}</strong>
            </p>
            <Facts
              rows={[
                { label: t('journeys.fact.walked'), value: side(treated) },
                { label: t('journeys.fact.held'), value: side(control) },
                ...(range ? [range] : []),
                ...(earned && verdict.kind !== 'cannot_judge' ? [earned] : []),
                { label: t('journeys.fact.cost'), value: money(costMinor) },
                { label: t('journeys.fact.open'), value: number(open) },
              ]}
            />
            <details>
              <summary>{t('journeys.how.title')}</summary>
              <p className="quiet">{t('journeys.how.words', { days: number(windowDays) })}</p>
            </details>
          </>
        )
      }}
    </Answered>
  )
}

function Acts({ of }: Readonly<{ of: Shown }>) {
  const { t } = useTranslation()
  const may = useMay()
  const queries = useQueryClient()
  const change = useCommand(changeJourney, async () => {
    await queries.invalidateQueries()
  })
  const turn = (state: 'running' | 'paused' | 'stopped') =>
    change.mutate({ id: newId(), journeyId: of.journeyId, state })
  if (of.state === 'stopped') return null
  const starts = of.state !== 'running' || of.runningVersion !== of.version
  return (
    <>
      {may('campaign.write') ? (
        <Go to={paths.newJourney({ of: of.journeyId })}>{t('journeys.act.change')}</Go>
      ) : null}
      {may('campaign.send') && starts ? (
        <Popconfirm title={t('journeys.act.startSure')} onConfirm={() => turn('running')}>
          <Button type="primary" loading={change.isPending}>
            {t(of.runningVersion === null ? 'journeys.act.start' : 'journeys.act.goOn')}
          </Button>
        </Popconfirm>
      ) : null}
      {may('campaign.send') && of.state === 'running' ? (
        <Button onClick={() => turn('paused')}>{t('journeys.act.pause')}</Button>
      ) : null}
      {may('campaign.send') && of.state !== 'draft' ? (
        <Popconfirm title={t('journeys.act.stopSure')} onConfirm={() => turn('stopped')}>
          <Button danger>{t('journeys.act.stop')}</Button>
        </Popconfirm>
      ) : null}
      <ErrorNotice of={change.error} />
    </>
  )
}
