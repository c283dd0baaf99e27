import { useParams } from '@tanstack/react-router'
import { DatePicker, InputNumber } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { addDays, addMonths, day as dayOf } from '#base/instant'
import { showMember } from '#domain/member/contract'
import { pointsProjection, pointsStatement } from '#domain/reward/contract/statement'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Facts, Page, Section } from '#ui/kit/page.tsx'
import { useFormats, useSurroundings } from '#ui/kit/surroundings.tsx'
import { MomentText, NumberText, SignedText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useNameOf } from '../wallet/names.ts'
import './standing.css'

const MOST = 200

type Statement = Told<typeof pointsStatement>

/** A member's points from a day to a day, as a bank statement tells money, and what spending would earn. */
export function PointsPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams({ strict: false })
  const { manner } = useSurroundings()
  const may = useMay()
  const [today] = useState(() =>
    new Intl.DateTimeFormat('en-CA', { timeZone: manner.zone }).format(new Date()),
  )
  const [span, setSpan] = useState({ from: addDays(addMonths(dayOf(today), -12), 1) as string, to: today })
  const member = useCall(showMember, { id })
  const ask = useCall(pointsStatement, { memberId: id, ...span, page: 1, rows: MOST }, { keep: true })
  const name = member.data?.name || member.data?.number || t('members.page.back')
  return (
    <Page
      title={t('standing.points.title')}
      back={{ to: paths.member(id), label: name }}
      actions={
        <DatePicker.RangePicker
          allowClear={false}
          value={[dayjs(span.from), dayjs(span.to)]}
          maxDate={dayjs(today)}
          onChange={(days) => {
            const [from, to] = [days?.[0], days?.[1]].map((one) => one?.format('YYYY-MM-DD'))
            if (from !== undefined && to !== undefined) setSpan({ from, to })
          }}
        />
      }
    >
      <Answered ask={ask}>{(told) => <Sheet told={told} />}</Answered>
      {may('program.read') ? <Projection /> : null}
    </Page>
  )
}

const SUMS = [
  ['earned', 1],
  ['redeemed', -1],
  ['expired', -1],
  ['returned', -1],
  ['adjusted', 1],
  ['passedOn', 1],
] as const

function Sheet({ told }: Readonly<{ told: Statement }>) {
  const { t } = useTranslation()
  const sums = SUMS.filter(([key]) => told[key] !== 0)
  return (
    <>
      <Facts
        rows={[
          { label: t('standing.points.opening'), value: <NumberText of={told.opening} /> },
          ...sums.map(([key, sign]) => ({
            label: t(`standing.points.${key}`),
            value: <SignedText of={told[key] * sign} />,
          })),
          {
            label: t('standing.points.balance'),
            value: (
              <strong className="standing-balance">
                <NumberText of={told.balance} />
              </strong>
            ),
          },
        ]}
      />
      <Lines told={told} />
    </>
  )
}

function Lines({ told }: Readonly<{ told: Statement }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  if (told.rows.length === 0)
    return <EmptyState title={t('standing.points.empty')}>{t('standing.points.emptyWords')}</EmptyState>
  return (
    <Section title={t('standing.points.lines')}>
      <ul className="lines">
        {told.rows.map((one, at) => (
          // A transaction may move points twice; the order of a statement never changes.
          <li key={`${at} ${one.transactionId}`}>
            <span className="lines-what">
              <Line of={one} />
              <MomentText of={one.happenedAt} />
              {one.reason ? <small className="quiet">{one.reason}</small> : null}
            </span>
            <span className="lines-numbers">
              <strong>
                <SignedText of={one.amount} />
              </strong>
              <span className="num">{number(one.balanceAfter)}</span>
            </span>
          </li>
        ))}
      </ul>
      {told.total > told.rows.length ? (
        <p className="quiet num">{t('standing.points.first', { n: number(told.rows.length) })}</p>
      ) : null}
    </Section>
  )
}

/** What moved the points, with the receipt where there is one. */
function Line({ of }: Readonly<{ of: Statement['rows'][number] }>) {
  const { t } = useTranslation()
  const may = useMay()
  const words = t(`standing.points.what.${of.what}`)
  return of.kind === 'sale' && may('sale.read') ? (
    <Go to={paths.sale(of.causeId)}>{words}</Go>
  ) : (
    <strong>{words}</strong>
  )
}

/** What so much a month would earn in a year, and which gift that is. */
function Projection() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const nameOf = useNameOf()
  const [monthly, setMonthly] = useState(200)
  const ask = useCall(pointsProjection, { monthlyMinor: Math.round(monthly * 100) }, { keep: true })
  return (
    <Section title={t('standing.projection.title')}>
      <div className="standing-projection">
        {t('standing.projection.before')}{' '}
        <InputNumber
          aria-label={t('standing.projection.monthly')}
          min={0}
          max={10_000_000}
          precision={0}
          value={monthly}
          onChange={(value) => setMonthly(value ?? 0)}
        />{' '}
        {t('standing.projection.after')}
      </div>
      <ErrorNotice of={ask.error} />
      {ask.data ? (
        <p className="standing-answer num">
          {t('standing.projection.earns', {
            year: number(ask.data.pointsAYear),
            count: ask.data.pointsAYear,
          })}{' '}
          {ask.data.best
            ? t('standing.projection.best', {
                n: number(ask.data.best.count),
                gift: nameOf(ask.data.best),
                left: number(ask.data.best.left),
              })
            : t('standing.projection.noGift')}
        </p>
      ) : null}
    </Section>
  )
}
