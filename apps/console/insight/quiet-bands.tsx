import { lazy, Suspense, useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { addDays } from '#base/instant'
import type { BusinessDay } from '#base/instant'
import type { activity } from '#domain/insight/contract/people'
import type { Rule } from '#domain/insight/contract/rule'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { ALL_MONTHS } from './lens.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type Band = Told<typeof activity>['bands'][number]
type BandWords = Readonly<{
  asOf: string
  bands: readonly Band[]
  caption: string
  label: string
  /** Who joined where it is looked at; null for everybody. */
  home: Rule | null
}>

/** The members whose last purchase lies in a band; whoever never bought is on no such list. */
function bandLink(asOf: string, band: Band, home: Rule | null): string | undefined {
  const { lastFrom, lastTo, members } = band
  if (lastTo === null || members === 0) return undefined
  if (home !== null) {
    const within = { ...(lastFrom === null ? {} : { from: lastFrom }), to: lastTo }
    const since = { from: addDays(lastTo as BusinessDay, 1), to: asOf }
    const later: Rule[] = lastTo < asOf ? [{ not: { is: 'purchases', within: since, from: 1 } }] : []
    return paths.builder({ rule: { all: [home, { is: 'purchases', within, from: 1 }, ...later] } })
  }
  const rule = { asOf, windowMonths: ALL_MONTHS, lastTo }
  return paths.audience(lastFrom === null ? rule : { ...rule, lastFrom })
}

/** Members by months since they last bought, now and a month before; each band leads to who is in it. */
export function QuietBands({ asOf, bands, caption, label, home }: BandWords) {
  const { t } = useTranslation()
  const { number, percent, short } = useFormats()
  const go = useGo()
  const bandText = useBandText()
  const bars = useMemo(
    () =>
      bands.map((band, at) => ({
        key: String(at),
        label: bandText(band),
        now: band.members,
        before: band.beforeMembers,
        band,
      })),
    [bands, bandText],
  )
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        label={label}
        bars={bars}
        nowTitle={t('shop.quiet.now')}
        beforeTitle={t('shop.quiet.before')}
        write={number}
        writeAxis={short}
        onClick={({ key }) => {
          const bar = bars.find((one) => one.key === key)
          const to = bar && bandLink(asOf, bar.band, home)
          if (to) go(to)
        }}
      />
    </Suspense>
  )
  const head = [t('shop.quiet.last'), t('shop.column.people'), t('shop.column.share'), t('shop.quiet.before')]
  const rows = bars.map(({ key, label: name, band }) => {
    const to = bandLink(asOf, band, home)
    return {
      key,
      cells: [name, number(band.members), percent(band.shareBps / 10_000), number(band.beforeMembers)],
      ...(to === undefined ? {} : { to }),
    }
  })
  return <WithTable drawing={drawing} table={{ caption, head, rows }} />
}

function useBandText(): (band: Band) => string {
  const { t } = useTranslation()
  return useCallback(
    ({ fromMonths, toMonths }) => {
      if (fromMonths === null) return t('shop.quiet.never')
      if (toMonths === null) return t('shop.quiet.over', { n: fromMonths })
      if (fromMonths === 0) return t('shop.quiet.within', { count: toMonths, n: toMonths })
      return t('shop.quiet.between', { from: fromMonths, to: toMonths })
    },
    [t],
  )
}
