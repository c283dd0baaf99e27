import { useTranslation } from 'react-i18next'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import type { Import } from './import-page.tsx'
import { useReasonText } from './reason-text.ts'
import { useFieldNames } from './use-imports.ts'

/** How many rows were left out, by reason, most first. */
export function Reasons({ reasons }: Readonly<{ reasons: Import['reasons'] }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const reasonText = useReasonText()
  if (reasons.length === 0) return null
  const rows = reasons
    .toSorted((a, b) => b.rows - a.rows)
    .map((reason) => ({
      key: `${reason.outcome} ${reason.code}`,
      cells: [reasonText(reason.code), t(`imports.outcome.${reason.outcome}`), number(reason.rows)],
    }))
  const head = [t('imports.rows.reason'), t('imports.rows.outcome'), t('imports.rows.count')]
  return (
    <Section title={t('imports.done.left')}>
      <NumbersTable caption={t('imports.done.left')} head={head} words={[1]} rows={rows} />
    </Section>
  )
}

type Bad = NonNullable<Import['trial']>['bad']

/** Rows by number, with the reason in words and what the row says. */
export function BadRows({ id, rows }: Readonly<{ id: string; rows: Bad }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const reasonText = useReasonText(useFieldNames(id))
  return (
    <div className="bad-rows">
      <NumbersTable
        caption={t('imports.trial.bad')}
        words={[1, 2]}
        head={[t('imports.rows.no'), t('imports.rows.reason'), t('imports.rows.cells')]}
        rows={rows.map((row) => ({
          key: String(row.rowNo),
          cells: [
            number(row.rowNo),
            reasonText(row.code, row.details),
            row.cells.filter(Boolean).join(' · '),
          ],
        }))}
      />
    </div>
  )
}
