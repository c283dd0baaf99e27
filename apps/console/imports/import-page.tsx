import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { showImport } from '#domain/import/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Page } from '#ui/kit/page.tsx'
import { Progress } from '#ui/kit/progress.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { Wizard } from '#ui/kit/wizard.tsx'
import { paths } from '../paths.ts'
import { ColumnsStep } from './columns-step.tsx'
import { ResultStep } from './result-step.tsx'
import { stepOfState, useImportSteps } from './step-titles.ts'
import { TrialStep } from './trial-step.tsx'
import './imports.css'

export type Import = Told<typeof showImport>

const BUSY = new Set<string>(['checking', 'running', 'undoing'])
const EVERY_MS = 800

/** One import, wherever it stands: columns, trial run, progress, result. */
export function ImportPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams({ strict: false })
  const first = useCall(showImport, { id })
  const busy = BUSY.has(first.data?.file.state ?? '')
  const ask = useCall(showImport, { id }, { everyMs: busy ? EVERY_MS : false })
  const titles = useImportSteps()
  return (
    <Answered ask={ask}>
      {(told) => {
        const { file } = told
        return (
          <Page
            title={file.name}
            answer={<Answer told={told} />}
            back={{ to: paths.imports, label: t('imports.back') }}
          >
            <Wizard
              at={stepOfState(file.state)}
              steps={titles.map((step) => ({ ...step, body: <Body told={told} key={file.state} /> }))}
            />
          </Page>
        )
      }}
    </Answered>
  )
}

function Answer({ told }: Readonly<{ told: Import }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { file, trial } = told
  if (file.state === 'checked' && trial) {
    return (
      <>
        {t('imports.trial.answer', {
          rows: number(trial.rows),
          fit: number(trial.toImport),
          duplicates: number(trial.duplicates),
          refused: number(trial.refused),
        })}
      </>
    )
  }
  if (file.state === 'done') {
    return (
      <>
        {t('imports.done.answer', {
          rows: number(file.rowsTotal ?? file.rowsDone),
          imported: number(file.imported),
          duplicates: number(file.duplicates),
          refused: number(file.refused),
        })}
      </>
    )
  }
  if (file.state === 'undone') return <>{t('imports.done.undone')}</>
  if (BUSY.has(file.state)) return <>{t('imports.running.answer')}</>
  return <>{`${t(`imports.kind.${file.kind}`)} · ${t(`imports.state.${file.state}`)}`}</>
}

function Body({ told }: Readonly<{ told: Import }>) {
  const { t } = useTranslation()
  const { file } = told
  if (BUSY.has(file.state)) {
    return (
      <>
        <h3 className="import-now">{t(`imports.state.${file.state}`)}</h3>
        <Progress
          done={file.rowsDone}
          whole={file.rowsTotal ?? undefined}
          perSecond={file.rowsPerSecond ?? undefined}
          secondsLeft={file.secondsLeft ?? undefined}
          unit={t('imports.unit')}
        />
      </>
    )
  }
  if (file.state === 'uploading') return <p className="quiet">{t('imports.state.uploading')}</p>
  if (file.state === 'ready') return <ColumnsStep id={file.id} />
  if (file.state === 'checked') return <TrialStep told={told} />
  return <ResultStep told={told} />
}
