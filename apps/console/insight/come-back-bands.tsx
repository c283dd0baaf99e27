import { useTranslation } from 'react-i18next'
import type { ForecastTold } from '#domain/insight/contract/forecast'
import { Staircase } from '#ui/kit/chart/staircase.tsx'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'

type Sums = NonNullable<ForecastTold['sums']>
type Band = Sums['bands'][number]

const bps = (share: number): number => Math.round(share * 10_000)

/** Members by how sure their next visit is, each band with the members behind it. */
export function ComeBackBands({ sums, days }: Readonly<{ sums: Sums; days: number }>) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const words = { days: number(days) }
  const label = (band: Band) =>
    t('comeBack.bands.range', { from: percent(band.from, 0), to: percent(band.to, 0) })
  const to = (band: Band) => paths.comeBackMembers({ buysFromBps: bps(band.from), buysToBps: bps(band.to) })
  const steps = sums.bands.map((band) => {
    const count = Math.round(band.expected)
    return {
      key: String(band.from),
      label: label(band),
      value: band.members,
      text: number(band.members),
      note: t('comeBack.bands.line', { count, n: number(count) }),
      to: to(band),
    }
  })
  const cells = (of: Pick<Band, 'members' | 'expected' | 'valueMinor'>) => [
    number(of.members),
    number(Math.round(of.expected)),
    money(of.valueMinor),
  ]
  const rows = [
    ...sums.bands.map((band) => ({
      key: String(band.from),
      cells: [label(band), ...cells(band)],
      to: to(band),
    })),
    { key: 'all', cells: [t('comeBack.bands.total'), ...cells(sums)], to: paths.comeBackMembers({}) },
  ]
  const caption = t('comeBack.bands.caption', words)
  const head = [
    t('comeBack.bands.chance'),
    t('comeBack.bands.members'),
    t('comeBack.bands.expected'),
    t('comeBack.bands.value'),
  ]
  return (
    <Section title={t('comeBack.bands.title')} note={t('comeBack.bands.note', words)}>
      <WithTable drawing={<Staircase caption={caption} steps={steps} />} table={{ caption, head, rows }} />
    </Section>
  )
}
