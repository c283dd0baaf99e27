import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { answerBenefitUse, benefitReport, listBenefitUses } from '#domain/standing/contract/benefit'
import { useCall, useCommand } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { useLiveProgram, useNameOf } from '../wallet/names.ts'

type Row = Told<typeof benefitReport>['rows'][number]
type Use = Told<typeof listBenefitUses>['rows'][number]

/** What the tiers give beside prices: how much was issued, used and remains; and services that wait for somebody. */
export function BenefitMonitor() {
  const { t } = useTranslation()
  const ask = useCall(benefitReport, {})
  return (
    <>
      <Answered ask={ask}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState
              title={t('rewards.benefit.none')}
              actions={<Go to={paths.program}>{t('rewards.toProgram')}</Go>}
            >
              {t('rewards.benefit.noneWords')}
            </EmptyState>
          ) : (
            <ul className="benefit-rows">
              {rows.map((one) => (
                <BenefitRow key={one.code} of={one} />
              ))}
            </ul>
          )
        }
      </Answered>
      <Asked />
    </>
  )
}

function BenefitRow({ of }: Readonly<{ of: Row }>) {
  const { t } = useTranslation()
  const { day, money, number } = useFormats()
  const nameOf = useNameOf()
  const share = of.issued ? Math.min(1, of.used / of.issued) : 0
  const span =
    of.periodFrom === null || of.periodTo === null
      ? t('rewards.benefit.ownYear')
      : t('standing.claims.span', { from: day(of.periodFrom), to: day(of.periodTo) })
  return (
    <li>
      <span className="lines-what">
        <strong>{nameOf(of)}</strong>
        <small className="quiet num">
          {t('rewards.benefit.members', { n: number(of.members), count: of.members })} · {span}
        </small>
      </span>
      <span>
        {of.issued === null ? null : (
          <span className="standing-bar" aria-hidden>
            <span style={{ width: `${share * 100}%` }} />
          </span>
        )}
        <small className="num">
          {of.issued === null || of.remaining === null
            ? t('rewards.benefit.usedOnly', { used: number(of.used) })
            : t('rewards.benefit.used', {
                issued: number(of.issued),
                used: number(of.used),
                left: number(of.remaining),
              })}
        </small>
      </span>
      <span className="num benefit-cost">
        {of.costMinor > 0 ? money(of.costMinor) : ''}
        {of.asked > 0 ? (
          <small className="num-below">{t('rewards.benefit.asked', { n: number(of.asked) })}</small>
        ) : null}
      </span>
    </li>
  )
}

/** Services that members asked for and that nobody has done yet. */
function Asked() {
  const { t } = useTranslation()
  const ask = useCall(listBenefitUses, { state: 'asked', page: 1, rows: 100 })
  return (
    <Section title={t('rewards.benefit.waiting')}>
      <Answered ask={ask}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('rewards.benefit.noneWaiting')}</p>
          ) : (
            <ul className="lines">
              {rows.map((one) => (
                <AskedRow key={one.id} of={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}

function AskedRow({ of }: Readonly<{ of: Use }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const may = useMay()
  const nameOf = useNameOf()
  const rule = useLiveProgram()?.benefits.find((one) => one.code === of.benefitCode)
  return (
    <li>
      <span className="lines-what">
        <strong>{rule ? nameOf(rule) : of.benefitCode}</strong>
        <Go to={paths.member(of.memberId)}>{of.memberName || of.memberNumber}</Go>
        <small className="quiet num">{[day(of.day), of.note].filter(Boolean).join(' · ')}</small>
      </span>
      <span className="reward-acts">
        {may('reward.give')
          ? (['done', 'cancelled'] as const).map((state) => (
              <ActButton
                key={state}
                label={t(`rewards.benefit.act.${state}`)}
                title={t(`rewards.benefit.act.${state}`)}
              >
                {(close) => <AnswerForm of={of} state={state} close={close} />}
              </ActButton>
            ))
          : null}
      </span>
    </li>
  )
}

type AnswerWords = Readonly<{ of: Use; state: 'done' | 'cancelled'; close: () => void }>

function AnswerForm({ of, state, close }: AnswerWords) {
  const { t } = useTranslation()
  const done = useDone(close)
  const answer = useCommand(answerBenefitUse, () => done(t('standing.done')))
  return (
    <ActForm
      means={t(`rewards.benefit.means.${state}`)}
      label={t(`rewards.benefit.act.${state}`)}
      danger={state === 'cancelled'}
      why="welcome"
      pending={answer.isPending}
      trouble={answer.error}
      send={({ id, reason }, told) => answer.mutate({ id, useId: of.id, state, reason }, told)}
    />
  )
}
