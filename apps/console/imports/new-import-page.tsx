import { Button, Radio } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KINDS, listImports } from '#domain/import/contract'
import { newId } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { FileDrop } from '#ui/kit/file-drop.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { Progress } from '#ui/kit/progress.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { Wizard } from '#ui/kit/wizard.tsx'
import { paths } from '../paths.ts'
import { firstLine, guessKind, headOf } from './guess.ts'
import type { Kind } from './guess.ts'
import { sendFile } from './send.ts'
import { useImportSteps } from './step-titles.ts'
import './imports.css'

/** The first step: a file, and what is in it. */
export function NewImportPage() {
  const { t } = useTranslation()
  const steps = useImportSteps()
  const body = <ChooseFile />
  return (
    <Page
      title={t('imports.add')}
      answer={t('imports.answer')}
      back={{ to: paths.imports, label: t('imports.back') }}
    >
      <Wizard at={0} steps={steps.map((step) => ({ ...step, body: step.key === 'file' ? body : null }))} />
    </Page>
  )
}

type Chosen = Readonly<{ file: File; columns: readonly string[]; kind: Kind; id: string }>

const ACCEPT = '.csv,.txt,.tsv,.gz,.xlsx'

function ChooseFile() {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<Chosen | undefined>(undefined)
  const take = async (file: File) => {
    // An unreadable head is no reason to refuse: the host reads the file itself and says what is wrong with it.
    const head = await headOf(file).catch(() => '')
    const columns = head === '' ? [] : firstLine(head)
    setChosen({ file, columns, kind: guessKind(file.name, columns), id: newId() })
  }
  if (!chosen) {
    return (
      <FileDrop
        title={t('imports.file.drop')}
        hint={t('imports.file.hint')}
        accept={ACCEPT}
        onFile={(file) => void take(file)}
      />
    )
  }
  return (
    <ChosenFile
      chosen={chosen}
      // Another kind is another wish, so it gets an id of its own.
      choose={(kind) => setChosen({ ...chosen, kind, id: newId() })}
      other={() => setChosen(undefined)}
    />
  )
}

type ChosenWords = Readonly<{ chosen: Chosen; choose: (kind: Kind) => void; other: () => void }>

function ChosenFile({ chosen, choose, other }: ChosenWords) {
  const { t } = useTranslation()
  const { file, columns, kind } = chosen
  const size = useSize()
  const { sent, busy, trouble, send } = useSending(chosen)
  return (
    <div className="import-file">
      <p>
        <strong>{file.name}</strong> <span className="quiet num">{size(file.size)}</span>
      </p>
      {columns.length > 0 ? (
        <p className="quiet">
          {t('imports.file.guessed')} <code>{columns.slice(0, 8).join(' · ')}</code>
        </p>
      ) : null}
      <h3>{t('imports.file.kind')}</h3>
      <Radio.Group
        className="ways"
        value={kind}
        disabled={busy}
        onChange={(event) => choose(event.target.value as Kind)}
      >
        {KINDS.map((value) => (
          <Radio key={value} value={value}>
            {t(`imports.kind.${value}`)}
            <small>{t(`imports.kindMeans.${value}`)}</small>
          </Radio>
        ))}
      </Radio.Group>
      <ErrorNotice of={trouble} />
      {busy ? (
        <Progress
          done={Math.round(sent / 100_000) / 10}
          whole={Math.round(file.size / 100_000) / 10}
          unit={t('imports.bytes')}
        />
      ) : null}
      <div className="form-end">
        <Button onClick={other} disabled={busy}>
          {t('imports.file.other')}
        </Button>
        <Button type="primary" loading={busy} onClick={() => void send()}>
          {t('imports.file.send')}
        </Button>
      </div>
    </div>
  )
}

function useSize(): (bytes: number) => string {
  const { t } = useTranslation()
  const { number } = useFormats()
  return (bytes) =>
    bytes < 1_000_000
      ? `${number(Math.ceil(bytes / 1_000))} ${t('imports.kilobytes')}`
      : `${number(Math.round(bytes / 10_000) / 100)} ${t('imports.bytes')}`
}

function useSending({ id, file, kind }: Chosen) {
  const go = useGo()
  const queries = useQueryClient()
  const [sent, setSent] = useState(0)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>(undefined)
  const send = async () => {
    setBusy(true)
    setTrouble(undefined)
    try {
      const ready = await sendFile({ id, file, kind, sent: setSent })
      await queries.invalidateQueries({ queryKey: [listImports.path] })
      go(paths.import(ready.id), true)
    } catch (why) {
      // Shown beside the button; trying again goes on where it stopped, because parts are known by their number.
      setTrouble(why)
      setBusy(false)
    }
  }
  return { sent, busy, trouble, send }
}
