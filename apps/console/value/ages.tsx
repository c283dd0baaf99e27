import { useTranslation } from 'react-i18next'
import { ShareStrip } from '#ui/kit/chart/staircase.tsx'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import type { Liability } from './liability-page.tsx'
import { subjectKey, useAmount, useSubjectName } from './subject.ts'
import './value.css'

const BANDS = [0, 1, 2, 3] as const

/** Open value by age, a strip for each kind, and what is about to end. */
export function Ages({ rows }: Readonly<{ rows: Liability['rows'] }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const name = useSubjectName()
  const amount = useAmount()
  const open = (row: Liability['rows'][number]) => row.ages.reduce((all, part) => all + part, 0)
  const shown = rows.filter((row) => open(row) > 0)
  if (shown.length === 0) return null
  const strips = shown
    .filter((row) => row.kind === 'points' || row.kind === 'principal' || row.kind === 'bonus')
    .map((row) => (
      <div key={subjectKey(row)}>
        <h3>{name(row)}</h3>
        <ShareStrip
          caption={`${name(row)}: ${t('value.age.caption')}`}
          shares={BANDS.map((band) => ({
            key: String(band),
            label: t(`value.age.band.b${band}`),
            value: row.ages[band] ?? 0,
            text: amount(row.kind, row.ages[band] ?? 0),
            note: percent((row.ages[band] ?? 0) / open(row), 0),
            kind: band,
          }))}
        />
      </div>
    ))
  const table = {
    caption: t('value.age.table'),
    head: [t('value.age.what'), t('value.age.ending30'), t('value.age.ending90'), t('value.age.overdue')],
    rows: shown.map((row) => ({
      key: subjectKey(row),
      cells: [name(row), ...[...row.ending, row.overdue].map((part) => amount(row.kind, part))],
    })),
  }
  return (
    <Section title={t('value.age.title')} note={t('value.age.note')}>
      <WithTable drawing={<div className="value-ages">{strips}</div>} table={table} />
    </Section>
  )
}
