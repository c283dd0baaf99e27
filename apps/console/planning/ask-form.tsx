import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, DatePicker, Select, Upload } from 'antd'
import { ExperimentOutlined, UploadOutlined } from '@ant-design/icons'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askRehearsal, listRehearsals } from '#domain/planning/contract/rehearsal'
import { readProgramText } from '#domain/program/contract'
import { call, keyOf, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { paths } from '../paths.ts'
import { useKeptId } from '../wallet/kept-id.ts'
import type { Period } from './period.ts'
import { documentOf } from './sources.ts'
import type { Program, Source } from './sources.ts'

type AskWords = Readonly<{ program: Program; sources: readonly Source[]; start: Period; today: string }>

/** Which program, over which days; one button, and the past answers. */
export function AskForm({ program, sources, start, today }: AskWords) {
  const { t } = useTranslation()
  const [period, setPeriod] = useState(start)
  const [filed, setFiled] = useState<Source | undefined>()
  const all = filed ? [filed, ...sources] : sources
  const [key, setKey] = useState(sources[0]?.key)
  const chosen = all.find((one) => one.key === key)
  return (
    <div className="rehearsal-ask">
      <label>
        <span>{t('planning.ask.program')}</span>
        <Select
          className="rehearsal-source"
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('planning.ask.program')}
          placeholder={t('planning.ask.choose')}
          value={key ?? null}
          options={KINDS.flatMap((kind) => group(all, kind, t(`planning.ask.kind.${kind}`)))}
          onChange={setKey}
        />
      </label>
      <FileDoor
        read={(source) => {
          setFiled(source)
          setKey(source.key)
        }}
      />
      <label>
        <span>{t('planning.ask.period')}</span>
        <DatePicker.RangePicker
          allowClear={false}
          value={[dayjs(period.from), dayjs(period.to)]}
          maxDate={dayjs(today)}
          onChange={(days) => {
            const [from, to] = [days?.[0], days?.[1]].map((one) => one?.format('YYYY-MM-DD'))
            if (from !== undefined && to !== undefined) setPeriod({ from, to })
          }}
        />
      </label>
      {chosen ? (
        <Send key={chosen.key} program={program} source={chosen} period={period} />
      ) : (
        <Button type="primary" size="large" disabled>
          {t('planning.ask.go')}
        </Button>
      )}
    </div>
  )
}

const KINDS = ['draft', 'file', 'version', 'template'] as const

function group(all: readonly Source[], kind: Source['kind'], label: string) {
  const options = all.filter((one) => one.kind === kind).map((one) => ({ value: one.key, label: one.name }))
  return options.length === 0 ? [] : [{ label, options }]
}

type SendWords = Readonly<{ program: Program; source: Source; period: Period }>

function Send({ program, source, period }: SendWords) {
  const { t } = useTranslation()
  const go = useGo()
  const queries = useQueryClient()
  const { document, whole } = documentOf(source.raw, program.live.document)
  const kept = useKeptId(JSON.stringify([document, period]))
  const ask = useCommand(askRehearsal, ({ id }) => {
    void queries.invalidateQueries({ queryKey: keyOf(listRehearsals, {}).slice(0, 2) })
    go(paths.rehearsal(id))
  })
  return (
    <>
      <Button
        type="primary"
        size="large"
        icon={<ExperimentOutlined aria-hidden />}
        loading={ask.isPending}
        onClick={() => ask.mutate({ id: kept.id, document, ...period }, { onError: kept.renew })}
      >
        {t('planning.ask.go')}
      </Button>
      <div className="rehearsal-notes">
        {whole ? null : <Alert type="info" showIcon title={t('planning.ask.partly')} />}
        <ErrorNotice of={ask.error} />
      </div>
    </>
  )
}

/** A program out of a YAML or JSON file, read by the host as the builder reads it. */
function FileDoor({ read }: Readonly<{ read: (source: Source) => void }>) {
  const { t, i18n } = useTranslation()
  const [trouble, setTrouble] = useState<unknown>()
  const [wrong, setWrong] = useState('')
  const take = async (file: File) => {
    setTrouble(undefined)
    const told = await call(readProgramText, { text: await file.text() })
    if (told.program === null) return setWrong(file.name)
    setWrong('')
    const name = (i18n.language === 'zh-CN' ? told.name?.zh : told.name?.en) ?? file.name
    const raw = told.program as Source['raw'] // The host answers an object where it found a program at all.
    return read({ key: `file ${file.name}`, kind: 'file', name, raw })
  }
  return (
    <>
      <Upload
        accept=".yaml,.yml,.json"
        showUploadList={false}
        beforeUpload={(file) => {
          void take(file).catch(setTrouble)
          return false
        }}
      >
        <Button icon={<UploadOutlined aria-hidden />}>{t('planning.ask.file')}</Button>
      </Upload>
      {wrong === '' ? null : (
        <span className="num-below rehearsal-wrong">{t('planning.ask.noProgram', { name: wrong })}</span>
      )}
      <ErrorNotice of={trouble} />
    </>
  )
}
