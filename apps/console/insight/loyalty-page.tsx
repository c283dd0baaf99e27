import { Tag } from 'antd'
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { loyalty } from '#domain/insight/contract/loyalty'
import { useCall } from '#ui/call.ts'
import { NumbersTable, WithTable } from '#ui/kit/chart/with-table.tsx'
import { DataTable } from '#ui/kit/data-table.tsx'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { useListState } from '#ui/kit/list-state.ts'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { DayText, MoneyText, NumberText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { How } from './how.tsx'
import { LensBar } from './lens-bar.tsx'
import { NothingToSee } from './looked.tsx'
import { QuestionPage } from './question-page.tsx'
import { useLens } from './use-lens.ts'
import type { LensInUse } from './use-lens.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type Loyal = Told<typeof loyalty>
type Row = Loyal['rows'][number]
type PartWords = Readonly<{ told: Loyal; use: LensInUse }>

const PARTS = ['recency', 'frequency', 'money', 'steadiness'] as const

const scoreOf = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 && value <= 100 ? value : undefined

/** How loyal members are, by a score whose formula is on the page (C65). */
export function LoyaltyPage() {
  const use = useLens()
  const [{ page, rows, descending }] = useListState()
  const [scoreFrom, scoreTo] = [scoreOf(use.search['scoreFrom']), scoreOf(use.search['scoreTo'])]
  const wish = {
    ...use.lens,
    ...(scoreFrom === undefined ? {} : { scoreFrom }),
    ...(scoreTo === undefined ? {} : { scoreTo }),
    ...(descending === undefined ? {} : { descending }),
    page,
    rows,
  }
  const ask = useCall(loyalty, wish, { keep: true })
  return (
    <QuestionPage
      question="loyalty"
      ask={ask}
      bar={<LensBar use={use} shown={ask.data?.asOf} where />}
      answer={Answer}
      none={<NothingToSee use={use} />}
    >
      {(told) => <Parts told={told} use={use} />}
    </QuestionPage>
  )
}

function Answer({ told }: Readonly<{ told: Loyal }>) {
  const { t } = useTranslation()
  const { day, number, percent } = useFormats()
  const high = told.bands.filter((band) => band.from >= HIGH)
  const sum = (of: 'members' | 'spendMinor', bands: Loyal['bands']) =>
    bands.reduce((all, band) => all + band[of], 0)
  const money = sum('spendMinor', told.bands)
  const words = {
    day: day(told.asOf),
    count: told.members,
    n: number(told.members),
    median: number(told.medianScore),
    high: number(HIGH),
    best: number(sum('members', high)),
    share: percent(money > 0 ? sum('spendMinor', high) / money : 0, 0),
  }
  return <>{t(`shop.loyalty.${told.verdict}`, words)}</>
}

/** From here on a score is called high. */
const HIGH = 80

function Parts({ told, use }: PartWords) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const whole = PARTS.reduce((sum, part) => sum + told.weights[part], 0)
  return (
    <>
      <Section title={t('shop.loyalty.picture')} note={t('shop.loyalty.note')}>
        <Picture told={told} use={use} />
      </Section>
      <Section title={t('shop.loyalty.formula')} note={t('shop.loyalty.formulaNote')}>
        <NumbersTable
          caption={t('shop.loyalty.formula')}
          head={[t('shop.loyalty.part'), t('shop.loyalty.compares'), t('shop.loyalty.weight')]}
          words={[1]}
          rows={PARTS.map((part) => ({
            key: part,
            cells: [
              t(`shop.loyalty.parts.${part}`),
              t(`shop.loyalty.means.${part}`),
              percent(told.weights[part] / whole, 0),
            ],
          }))}
        />
      </Section>
      <Section title={t('shop.loyalty.list')}>
        <Members told={told} use={use} />
      </Section>
      <How>
        <p>{t('shop.loyalty.how.method')}</p>
        <p>{t('shop.loyalty.how.limits')}</p>
      </How>
    </>
  )
}

/** Just below the next band: scores go in tenths. */
const bandEnd = (to: number): number => (to === 100 ? 100 : Math.round((to - 0.1) * 10) / 10)

function Picture({ told, use }: PartWords) {
  const { t } = useTranslation()
  const { money, number, percent, short } = useFormats()
  const bars = useMemo(
    () =>
      told.bands.map((band) => ({
        key: String(band.from),
        label: `${band.from}–${band.to}`,
        now: band.members,
        band,
      })),
    [told.bands],
  )
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        label={t('shop.loyalty.label')}
        bars={bars}
        nowTitle={t('shop.column.people')}
        write={number}
        writeAxis={short}
        onClick={({ key }) => {
          const bar = bars.find((one) => one.key === key)
          if (bar) use.change({ scoreFrom: bar.band.from, scoreTo: bandEnd(bar.band.to) })
        }}
      />
    </Suspense>
  )
  const keys = ['people', 'share', 'amount'] as const
  const table = {
    caption: t('shop.loyalty.picture'),
    head: [t('shop.loyalty.score'), ...keys.map((key) => t(`shop.column.${key}`))],
    rows: bars.toReversed().map(({ key, label, band }) => ({
      key,
      cells: [
        label,
        number(band.members),
        percent(told.members > 0 ? band.members / told.members : 0),
        money(band.spendMinor),
      ],
      ...(band.members === 0
        ? {}
        : { to: use.to('/insight/loyalty', { scoreFrom: band.from, scoreTo: bandEnd(band.to) }) }),
    })),
  }
  return <WithTable drawing={drawing} table={table} />
}

function Members({ told, use }: PartWords) {
  const { t } = useTranslation()
  const [state, change] = useListState()
  const columns = useColumns()
  return (
    <DataTable<Row>
      name="loyalty"
      columns={columns}
      rows={told.rows}
      total={told.total}
      rowKey={(row) => row.memberId}
      rowTo={(row) => paths.member(row.memberId)}
      state={state}
      change={change}
      sorted={{ by: 'score', descending: true }}
      tools={<ChosenBand use={use} />}
      empty={
        <>
          <ChosenBand use={use} />
          <EmptyState title={t('shop.loyalty.nobody')} />
        </>
      }
    />
  )
}

function ChosenBand({ use }: Readonly<{ use: LensInUse }>) {
  const { t } = useTranslation()
  const [from, to] = [scoreOf(use.search['scoreFrom']), scoreOf(use.search['scoreTo'])]
  if (from === undefined && to === undefined) return null
  return (
    <Tag closable onClose={() => use.change({ scoreFrom: undefined, scoreTo: undefined })}>
      {t('shop.loyalty.band', { from: from ?? 0, to: to ?? 100 })}
    </Tag>
  )
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const part = (key: (typeof PARTS)[number]): Column<Row> => ({
    key,
    title: t(`shop.loyalty.parts.${key}`),
    number: true,
    render: (row) => <span className="num">{percent(row.parts[key], 0)}</span>,
  })
  return [
    { key: 'name', title: t('shop.column.name'), card: 'title', render: (row) => row.name || row.number },
    {
      key: 'number',
      title: t('shop.column.number'),
      render: (row) => <span className="num">{row.number}</span>,
    },
    {
      key: 'score',
      title: t('shop.loyalty.score'),
      number: true,
      sortable: true,
      card: 'end',
      render: (row) => <NumberText of={row.score} />,
    },
    ...PARTS.map(part),
    {
      key: 'amount',
      title: t('insight.audience.column.spend'),
      number: true,
      render: (row) => <MoneyText of={row.spendMinor} />,
    },
    { key: 'last', title: t('shop.quiet.last'), render: (row) => <DayText of={row.lastDay} /> },
  ]
}
