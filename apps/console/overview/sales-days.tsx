import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { BusinessDay } from '#base/instant'
import { less, money as minorMoney } from '#base/money'
import type { salesByDay } from '#domain/sale/contract'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { everyDay } from './span.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const DayBars = lazy(async () => ({ default: (await import('#ui/kit/chart/day-bars.tsx')).DayBars }))

type DaysWords = Readonly<{ sales: Told<typeof salesByDay>; from: BusinessDay; to: BusinessDay }>

const NOTHING = { receipts: 0, totalMinor: 0, memberMinor: 0, points: 0 }

/** Sales per business day, members' part below. */
export function SalesDays({ sales, from, to }: DaysWords) {
  const { t } = useTranslation()
  const go = useGo()
  const { day, money, number, shortMoney } = useFormats()
  const days = useMemo(() => everyDay({ from, to }, sales.rows, NOTHING), [from, to, sales.rows])
  const bars = useMemo(
    () =>
      days.map((row) => ({
        day: row.day,
        lower: row.memberMinor,
        upper: less(minorMoney(row.totalMinor), minorMoney(row.memberMinor)),
      })),
    [days],
  )
  const open = (of: string) => paths.sales({ from: of, to: of })
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <DayBars
        label={t('overview.days.label')}
        days={bars}
        lowerTitle={t('overview.days.member')}
        upperTitle={t('overview.days.other')}
        write={money}
        writeAxis={shortMoney}
        onClick={(of) => go(open(of))}
      />
    </Suspense>
  )
  const table = {
    caption: t('overview.days.title'),
    head: [
      t('overview.days.day'),
      t('overview.days.total'),
      t('overview.days.member'),
      t('overview.days.receipts'),
    ],
    rows: days.toReversed().map((row) => ({
      key: row.day,
      cells: [day(row.day), money(row.totalMinor), money(row.memberMinor), number(row.receipts)],
      to: open(row.day),
    })),
  }
  return (
    <Section title={t('overview.days.title')} note={t('overview.days.zoom')}>
      <WithTable drawing={drawing} table={table} />
    </Section>
  )
}
