import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { Unknown } from '#ui/kit/texts.tsx'
import type { Side, Told } from './sums.ts'

type Key = keyof Pick<
  Side,
  | 'chargedMinor'
  | 'givenMinor'
  | 'pointsIssued'
  | 'pointsCostMinor'
  | 'pointsBurned'
  | 'periodRewardMinor'
  | 'costMinor'
  | 'liabilityPoints'
  | 'liabilityMinor'
>
type RowOf = Readonly<{ key: Key; money: boolean; strong?: boolean }>

const ROWS: readonly RowOf[] = [
  { key: 'chargedMinor', money: true, strong: true },
  { key: 'givenMinor', money: true },
  { key: 'pointsIssued', money: false },
  { key: 'pointsCostMinor', money: true },
  { key: 'pointsBurned', money: false },
  { key: 'periodRewardMinor', money: true },
  { key: 'costMinor', money: true, strong: true },
  { key: 'liabilityPoints', money: false },
  { key: 'liabilityMinor', money: true },
]

/** The live program beside the draft, number by number, with what the draft changes. */
export function Besides({ told, version }: Readonly<{ told: Told; version: number }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const rows = ROWS.filter(({ key }) => told.live[key] !== 0 || told.draft[key] !== 0)
  return (
    <Section
      title={t('planning.beside.title')}
      note={t('planning.beside.note', { n: number(told.sales), count: told.sales })}
    >
      <table className="besides">
        <caption>{t('planning.beside.title')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('planning.beside.live', { version: number(version) })}</th>
            <th scope="col">{t('planning.draft')}</th>
            <th scope="col">{t('planning.beside.difference')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} live={told.live[row.key]} draft={told.draft[row.key]} />
          ))}
        </tbody>
      </table>
    </Section>
  )
}

type RowWords = Readonly<{ row: RowOf; live: number | null; draft: number | null }>

function Row({ row, live, draft }: RowWords) {
  const { t } = useTranslation()
  const { money, number, percent } = useFormats()
  const write = row.money ? money : number
  const cell = (value: number | null): ReactNode => (value === null ? <Unknown /> : write(value))
  const more = live === null || draft === null ? null : draft - live
  const sign = more !== null && more > 0 ? '+' : ''
  return (
    <tr className={row.strong ? 'besides-strong' : ''}>
      <th scope="row">
        {t(`planning.beside.${row.key}`)}
        <small>{t(`planning.beside.means.${row.key}`)}</small>
      </th>
      <td className="num" data-label={t('planning.live')}>
        {cell(live)}
      </td>
      <td className="num" data-label={t('planning.draft')}>
        {cell(draft)}
      </td>
      <td className="num besides-more" data-label={t('planning.beside.difference')}>
        {more === null ? <Unknown /> : more === 0 ? '=' : `${sign}${write(more)}`}
        {more === null || more === 0 || !live ? null : (
          <small>{`${sign}${percent(more / Math.abs(live))}`}</small>
        )}
      </td>
    </tr>
  )
}
