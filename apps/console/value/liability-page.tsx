import { Alert } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { day as aDay } from '#base/instant'
import { liability, liabilityFile } from '#domain/wallet/contract/value'
import { download, useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, NumberText } from '#ui/kit/texts.tsx'
import { useMe } from '../me.ts'
import { dayIn } from '../overview/span.ts'
import { paths } from '../paths.ts'
import { Ages } from './ages.tsx'
import { BreakagePart } from './breakage-part.tsx'
import { Coupons, PrepaidPart } from './prepaid-part.tsx'
import { Roll } from './roll.tsx'
import { SpanBar } from './span-bar.tsx'
import { useSpan } from './use-span.ts'

export type Liability = Told<typeof liability>

/** What the chain owes its members at the end of a day, how old it is, and how it came about. */
export function LiabilityPage() {
  const { t } = useTranslation()
  const { chain, branches, branchIds } = useMe()
  const [span, change] = useSpan(paths.liability)
  const [today] = useState(() => dayIn(chain.zone, new Date()))
  const whole = branchIds === null
  const branchId = span.branchId ?? (whole ? undefined : branches[0]?.id)
  const asked = {
    ...(span.from ? { from: aDay(span.from) } : {}),
    ...(span.on ? { on: aDay(span.on) } : {}),
    ...(branchId ? { branchId } : {}),
  }
  const ask = useCall(liability, asked, { keep: true })
  const told = ask.data
  return (
    <Page
      title={t('value.liability.title')}
      answer={told && told.rows.length > 0 ? <Answer told={told} /> : null}
      actions={
        <SpanBar
          from={told?.from ?? span.from}
          to={told?.on ?? span.on}
          today={today}
          branchId={branchId}
          whole={whole}
          choose={({ from, to }) => change({ from, on: to })}
          chooseBranch={(chosen) => change({ branchId: chosen })}
          save={() => download(liabilityFile, asked)}
        />
      }
    >
      <Answered ask={ask}>{(answer) => <Parts told={answer} />}</Answered>
    </Page>
  )
}

function Parts({ told }: Readonly<{ told: Liability }>) {
  const { t } = useTranslation()
  if (told.rows.length === 0)
    return <EmptyState title={t('value.liability.empty')}>{t('value.liability.emptyWords')}</EmptyState>
  return (
    <>
      {told.tied === false ? (
        <Alert className="notice" type="error" showIcon title={t('value.liability.untied')} />
      ) : null}
      {told.branchId === null ? null : <p className="quiet">{t('value.liability.branchNote')}</p>}
      <Numbers told={told} />
      <Ages rows={told.rows} />
      <Roll told={told} />
      {told.prepaid ? <PrepaidPart prepaid={told.prepaid} /> : null}
      <Coupons rows={told.rows} />
      <BreakagePart on={told.on} branchId={told.branchId} />
    </>
  )
}

const of = (told: Liability, kind: 'points' | 'principal' | 'bonus') =>
  told.rows.find((row) => row.kind === kind)

function Answer({ told }: Readonly<{ told: Liability }>) {
  const { t } = useTranslation()
  const { day, money, number } = useFormats()
  const words = {
    day: day(told.on),
    money: money(of(told, 'principal')?.closing ?? 0),
    points: number(of(told, 'points')?.closing ?? 0),
  }
  if (told.branchId !== null) return <>{t('value.liability.answerBranch', words)}</>
  return <>{t(told.tied === true ? 'value.liability.answerTied' : 'value.liability.answer', words)}</>
}

function Numbers({ told }: Readonly<{ told: Liability }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const points = of(told, 'points')
  const bonus = of(told, 'bonus')
  const soon = points?.ending[0] ?? 0
  const notes = [
    soon > 0 ? t('value.figure.ending', { n: number(soon) }) : '',
    points && points.overdue > 0 ? t('value.figure.overdue', { n: number(points.overdue) }) : '',
  ].filter((note) => note !== '')
  return (
    <Figures>
      {told.prepaid ? (
        <>
          <Figure
            label={t('value.figure.outstanding')}
            value={<MoneyText of={told.prepaid.outstandingMinor} />}
            note={bonus ? t('value.figure.bonus', { money: money(bonus.closing) }) : null}
          />
          <Figure label={t('value.figure.cashIn')} value={<MoneyText of={told.prepaid.cashInMinor} />} />
          <Figure label={t('value.figure.consumed')} value={<MoneyText of={told.prepaid.consumedMinor} />} />
        </>
      ) : null}
      <Figure
        label={t('value.figure.points')}
        value={<NumberText of={points?.closing ?? 0} />}
        note={notes.join(' · ')}
      />
    </Figures>
  )
}
