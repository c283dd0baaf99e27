import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { audience, pareto } from '#domain/insight/contract'
import { useCall } from '#ui/call.ts'
import { Curve } from '#ui/kit/chart/curve.tsx'
import { NumbersTable, WithTable } from '#ui/kit/chart/with-table.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { How } from './how.tsx'
import { Looked } from './looked.tsx'
import { useLens } from './use-lens.ts'
import type { LensInUse } from './use-lens.ts'

type Money = Told<typeof pareto>

/** Who brings the money, and the best customers by name (C66). */
export function ParetoPage() {
  const { t } = useTranslation()
  const { day, percent } = useFormats()
  const use = useLens()
  const ask = useCall(pareto, use.lens, { keep: true })
  const answer = (told: Money) =>
    t('insight.pareto.answer', {
      share: percent(told.topFifthShareBps / 10_000, 0),
      few: percent(told.membersForFourFifthsBps / 10_000, 0),
      day: day(told.asOf),
    })
  return (
    <Looked title={t('insight.pareto.title')} use={use} ask={ask} answer={answer}>
      {(told) => (
        <>
          <Picture told={told} />
          <Best use={use} />
          <How>
            <p>{t('insight.pareto.how.method')}</p>
            <p>{t('insight.pareto.how.limits')}</p>
          </How>
        </>
      )}
    </Looked>
  )
}

const TENTHS = [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000] as const

function Picture({ told }: Readonly<{ told: Money }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const points = useMemo(
    () => [[0, 0] as const, ...told.curve.map((p) => [p.membersBps / 10_000, p.spendBps / 10_000] as const)],
    [told.curve],
  )
  const share = told.topFifthShareBps / 10_000
  const mark = { x: 0.2, y: share, text: t('insight.pareto.mark', { share: percent(share, 0) }) }
  const rows = TENTHS.flatMap((tenth) => {
    // The curve comes as few points: the last one not beyond the tenth speaks for it.
    const point = told.curve.findLast((p) => p.membersBps <= tenth)
    return point
      ? [
          {
            key: String(tenth),
            cells: [percent(point.membersBps / 10_000, 0), percent(point.spendBps / 10_000)],
          },
        ]
      : []
  })
  const label = t('insight.pareto.label')
  const drawing = (
    <Curve
      label={label}
      points={points}
      xTitle={t('insight.pareto.x')}
      yTitle={t('insight.pareto.y')}
      mark={mark}
    />
  )
  return (
    <Section title={t('insight.pareto.curve')} note={t('insight.pareto.curveNote')}>
      <WithTable
        drawing={drawing}
        table={{ caption: label, head: [t('insight.pareto.members'), t('insight.pareto.money')], rows }}
      />
    </Section>
  )
}

const BEST = 10

function Best({ use }: Readonly<{ use: LensInUse }>) {
  const { t } = useTranslation()
  const { day, money, number } = useFormats()
  const ask = useCall(audience, { ...use.lens, rows: BEST }, { keep: true })
  const head = [
    t('insight.audience.column.name'),
    t('insight.audience.column.number'),
    t('insight.audience.column.purchases'),
    t('insight.audience.column.lastDay'),
    t('insight.audience.column.spend'),
  ]
  return (
    <Section
      title={t('insight.pareto.best')}
      actions={<Go to={use.to(paths.audience({}))}>{t('insight.pareto.bestAll')}</Go>}
    >
      <Answered ask={ask}>
        {(told) => (
          <NumbersTable
            caption={t('insight.pareto.best')}
            head={head}
            rows={told.rows.map((row) => ({
              key: row.memberId,
              cells: [
                row.name || row.number,
                row.number,
                number(row.purchases),
                day(row.lastDay),
                money(row.spendMinor),
              ],
              to: paths.member(row.memberId),
            }))}
          />
        )}
      </Answered>
    </Section>
  )
}
