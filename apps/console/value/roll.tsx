import { useTranslation } from 'react-i18next'
import { BESIDE_ROLL, ROLL_LINES } from '#domain/wallet/contract/value'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import type { Liability } from './liability-page.tsx'
import { useAmount, useSubjectName } from './subject.ts'

/** The roll-forward: lines that nothing moved on are left out, opening and closing always stand. */
export function Roll({ told }: Readonly<{ told: Liability }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const name = useSubjectName()
  const amount = useAmount()
  const { rows } = told
  const ends: readonly string[] = ['opening', 'closing']
  const lines = [
    ...ROLL_LINES.filter((line) => ends.includes(line) || rows.some((row) => row[line] !== 0)),
    ...BESIDE_ROLL.filter((line) => rows.some((row) => (row[line] ?? 0) !== 0)),
  ]
  return (
    <Section
      title={t('value.roll.title')}
      note={t('value.roll.note', { from: day(told.from), to: day(told.on) })}
    >
      <NumbersTable
        caption={t('value.roll.caption')}
        head={[t('value.roll.line'), ...rows.map(name)]}
        rows={lines.map((line) => ({
          key: line,
          cells: [t(`value.roll.${line}`), ...rows.map((row) => amount(row.kind, row[line] ?? 0))],
        }))}
      />
    </Section>
  )
}
