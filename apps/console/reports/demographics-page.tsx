import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { demographics } from '#domain/insight/contract/people'
import { useCall } from '#ui/call.ts'
import type { Bar } from '#ui/kit/chart/bars.tsx'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { PlaceFilter } from './filters.tsx'
import { ReportPage } from './frame.tsx'
import { Bars } from './measures.tsx'
import { useFilters } from './use-filters.ts'

type People = Told<typeof demographics>

/** Who members are: ages, gender, and where they buy most (C68). */
export function DemographicsPage() {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const use = useFilters()
  const ask = useCall(demographics, use.place as never, { keep: true })
  const answer = (told: People) => {
    const known = told.genders
      .filter((row) => row.gender !== 'unknown')
      .reduce((all, row) => all + row.members, 0)
    const women = told.genders.find((row) => row.gender === 'female')?.members ?? 0
    if (told.meanAge === null || known === 0)
      return t('reports.demographics.unknown', { n: number(told.members) })
    const words = { age: number(Math.round(told.meanAge)), share: percent(women / known, 0) }
    const told20 = told.verdict === 'too_little' ? 'reports.demographics.few' : 'reports.demographics.answer'
    return t(told20, { ...words, n: number(told.withAge) })
  }
  return (
    <ReportPage
      code="demographics"
      ask={ask}
      filters={use.place}
      bar={<PlaceFilter use={use} />}
      answer={answer}
      empty={(told) => told.members === 0}
    >
      {(told) => <Parts told={told} />}
    </ReportPage>
  )
}

function Parts({ told }: Readonly<{ told: People }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { ages, genders, stores } = useCounts(told)
  const missing = told.members - told.withAge
  const unknown =
    missing > 0 ? t('reports.demographics.missing', { count: missing, n: number(missing) }) : undefined
  return (
    <>
      <Counted
        title={t('reports.demographics.ages')}
        note={unknown}
        first={t('reports.column.age')}
        rows={ages}
      />
      <Counted
        title={t('reports.demographics.genders')}
        first={t('reports.column.gender')}
        rows={genders}
        lying
      />
      {stores.length > 0 ? (
        <Counted
          title={t('reports.demographics.stores')}
          note={t('reports.demographics.storesNote')}
          first={t('reports.column.branch')}
          rows={stores}
          lying
        />
      ) : null}
    </>
  )
}

/** The three counts as bars, each with its share. */
function useCounts(told: People) {
  const { t } = useTranslation()
  return useMemo(() => {
    const years = ({ from, to }: People['ages'][number]) =>
      to === null ? t('reports.demographics.from', { from }) : t('reports.demographics.years', { from, to })
    return {
      ages: told.ages.map((band) => ({
        key: String(band.from),
        label: years(band),
        value: band.members,
        share: band.shareBps,
      })),
      genders: told.genders.map((row) => ({
        key: row.gender,
        label: t(`reports.gender.${row.gender}`),
        value: row.members,
        share: row.shareBps,
      })),
      stores: told.stores.map((row) => ({
        key: row.branchId,
        label: row.name,
        value: row.members,
        share: row.shareBps,
        to: paths.report('sold', { by: 'member', branchId: row.branchId }),
      })),
    }
  }, [told, t])
}

type CountedWords = Readonly<{
  title: string
  note?: string | undefined
  first: string
  rows: readonly (Bar & Readonly<{ share: number; to?: string }>)[]
  lying?: boolean
  beforeTitle?: string
  /** Fixed words, such as how many there were before. */
  more?: Readonly<{ title: string; cell: (key: string) => string }>
}>

/** Members by something, with their share. */
export function Counted({ title, note, first, rows, lying = false, beforeTitle, more }: CountedWords) {
  const { t } = useTranslation()
  const { number, percent, short } = useFormats()
  const drawing = (
    <Bars
      label={title}
      bars={rows}
      title={t('reports.column.people')}
      {...(beforeTitle ? { beforeTitle } : {})}
      write={number}
      writeAxis={short}
      lying={lying}
    />
  )
  const table = {
    caption: title,
    head: [first, t('reports.column.people'), t('reports.column.share'), ...(more ? [more.title] : [])],
    rows: rows.map((row) => ({
      key: row.key,
      cells: [
        row.label,
        number(row.value),
        percent(row.share / 10_000),
        ...(more ? [more.cell(row.key)] : []),
      ],
      ...(row.to === undefined ? {} : { to: row.to }),
    })),
  }
  return (
    <Section title={title} note={note}>
      <WithTable drawing={drawing} table={table} />
    </Section>
  )
}
