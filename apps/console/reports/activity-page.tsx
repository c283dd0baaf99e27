import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { activity } from '#domain/insight/contract/people'
import { useCall } from '#ui/call.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { Counted } from './demographics-page.tsx'
import { DayFilter } from './filters.tsx'
import { ReportPage } from './frame.tsx'
import { useFilters } from './use-filters.ts'

type Activity = Told<typeof activity>
export type QuietBand = Activity['bands'][number]

/** How many members are active, and how long the others have been quiet (C69). */
export function ActivityPage() {
  const { t } = useTranslation()
  const { day, number, percent } = useFormats()
  const use = useFilters()
  const asOf = use.day('asOf')
  const asked = asOf ? { asOf } : {}
  const ask = useCall(activity, asked as never, { keep: true })
  const answer = (told: Activity) => {
    const words = {
      day: day(told.asOf),
      n: number(told.active),
      all: number(told.members),
      share: percent(told.activeBps / 10_000),
    }
    return t(told.verdict === 'too_little' ? 'reports.activity.few' : 'reports.activity.answer', words)
  }
  return (
    <ReportPage
      code="activity"
      ask={ask}
      filters={asked}
      bar={<DayFilter use={use} shown={ask.data?.asOf} />}
      answer={answer}
    >
      {(told) => (
        <Quiet title={t('reports.activity.bands')} bands={told.bands} asOf={told.asOf} before={told.before} />
      )}
    </ReportPage>
  )
}

type QuietWords = Readonly<{ title: string; bands: readonly QuietBand[]; asOf: string; before: string }>

/** Members by months since their last purchase, each band a way to who is in it. */
export function Quiet({ title, bands, asOf, before }: QuietWords) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const name = useQuietName()
  const rows = useMemo(
    () =>
      bands.map((band) => {
        const to = audienceOf(band, asOf)
        return {
          key: String(band.fromMonths),
          label: name(band),
          value: band.members,
          before: band.beforeMembers,
          share: band.shareBps,
          ...(to === undefined ? {} : { to }),
        }
      }),
    [bands, asOf, name],
  )
  return (
    <Counted
      title={title}
      note={t('reports.quiet.note')}
      first={t('reports.column.lastBought')}
      rows={rows}
      lying
      beforeTitle={t('reports.monthBefore')}
      more={{
        title: t('reports.column.asOf', { day: day(before) }),
        cell: (key) => number(bands.find((band) => String(band.fromMonths) === key)?.beforeMembers ?? 0),
      }}
    />
  )
}

/** A band as people say it: within a month, 3–6 months ago. */
function useQuietName(): (band: QuietBand) => string {
  const { t } = useTranslation()
  return useCallback(
    ({ fromMonths, toMonths }) => {
      if (fromMonths === null) return t('reports.quiet.never')
      if (toMonths === null) return t('reports.quiet.over', { count: fromMonths, n: fromMonths })
      return fromMonths === 0
        ? t('reports.quiet.within', { count: toMonths, n: toMonths })
        : t('reports.quiet.between', { from: fromMonths, to: toMonths })
    },
    [t],
  )
}

/** Records of twenty years are looked through, so that nobody is left out for having been away long. */
function audienceOf(band: QuietBand, asOf: string): string | undefined {
  if (band.lastTo === null || band.members === 0) return undefined
  const within = { asOf, windowMonths: 240, lastTo: band.lastTo }
  return paths.audience(band.lastFrom === null ? within : { ...within, lastFrom: band.lastFrom })
}
