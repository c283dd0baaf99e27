import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { runImport } from '#domain/import/contract'
import { useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, NumberText } from '#ui/kit/texts.tsx'
import { ColumnsStep } from './columns-step.tsx'
import type { Import } from './import-page.tsx'
import { BadRows, Reasons } from './left-rows.tsx'
import { useForget } from './use-imports.ts'

/** What importing would do, before it does anything. */
export function TrialStep({ told }: Readonly<{ told: Import }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const forget = useForget()
  const [changing, setChanging] = useState(false)
  const run = useCommand(runImport, forget)
  const { trial, file } = told
  if (!trial || changing) return <ColumnsStep id={file.id} />
  const isCut = trial.bad.length < trial.duplicates + trial.refused
  return (
    <>
      <TrialFigures trial={trial} />
      <Reasons reasons={trial.reasons} />
      {trial.bad.length > 0 ? (
        <Section
          title={t('imports.trial.bad')}
          note={isCut ? t('imports.trial.badNote', { n: number(trial.bad.length) }) : undefined}
        >
          <BadRows id={file.id} rows={trial.bad} />
        </Section>
      ) : null}
      {trial.toImport === 0 ? <p className="teach">{t('imports.trial.nothing')}</p> : null}
      <ErrorNotice of={run.error} />
      <div className="form-end">
        <Button onClick={() => setChanging(true)}>{t('imports.trial.again')}</Button>
        <Button
          type="primary"
          loading={run.isPending}
          disabled={trial.toImport === 0}
          onClick={() => run.mutate({ id: file.id })}
        >
          {t('imports.trial.run', { n: number(trial.toImport) })}
        </Button>
      </div>
    </>
  )
}

function TrialFigures({ trial }: Readonly<{ trial: NonNullable<Import['trial']> }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const { firstDay, lastDay, totalMinor } = trial
  return (
    <Figures>
      <Figure label={t('imports.trial.fit')} value={<NumberText of={trial.toImport} />} />
      <Figure label={t('imports.trial.duplicates')} value={<NumberText of={trial.duplicates} />} />
      <Figure label={t('imports.trial.refused')} value={<NumberText of={trial.refused} />} />
      {trial.newMembers > 0 ? (
        <Figure label={t('imports.trial.newMembers')} value={<NumberText of={trial.newMembers} />} />
      ) : null}
      {totalMinor === null ? null : (
        <>
          <Figure label={t('imports.trial.receipts')} value={<NumberText of={trial.receipts} />} />
          <Figure
            label={t('imports.trial.total')}
            value={<MoneyText of={totalMinor} />}
            note={
              firstDay && lastDay
                ? t('imports.trial.days', { from: day(firstDay), to: day(lastDay) })
                : undefined
            }
          />
        </>
      )}
    </Figures>
  )
}
