import { App, Button, Dropdown } from 'antd'
import { DownOutlined } from '@ant-design/icons'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { readProgramText } from '#domain/program/contract'
import { useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { paths } from '../paths.ts'
import type { Draft } from './draft.ts'
import type { Raw } from './raw.ts'
import { useTongue } from './tongue.ts'
import { saveYaml } from './yaml.ts'

type Words = Readonly<{
  draft: Draft
  /** Whether nothing of one's own was ever published: then a template is the first thing on offer. */
  bare: boolean
  take: (program: Raw) => void
}>

/** Ways in and out of a program beside its forms: templates, and files. */
export function FileDoors({ draft, bare, take }: Words) {
  const { t } = useTranslation()
  const go = useGo()
  const picker = useRef<HTMLInputElement>(null)
  const read = useReading(take)
  const items = [
    {
      key: 'download',
      label: t('program.file.download'),
      onClick: () => void saveYaml(draft.raw, t('program.file.name')),
    },
    { key: 'upload', label: t('program.file.upload'), onClick: () => picker.current?.click() },
  ]
  return (
    <>
      <Button
        type={bare && draft.changed.length === 0 ? 'primary' : 'default'}
        onClick={() => go(`${paths.program}/templates`)}
      >
        {t('program.template.title')}
      </Button>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button loading={read.pending}>
          {t('program.file.more')} <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".yaml,.yml,.json"
        aria-label={t('program.file.upload')}
        onChange={(event) => {
          void read.file(event.target.files?.[0])
          // The same file may be chosen again after a mistake was corrected.
          event.target.value = ''
        }}
      />
    </>
  )
}

/** A file read by the host: what is a program becomes the draft, what is none says where it went wrong. */
function useReading(take: (program: Raw) => void) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const language = useTongue()
  const read = useCommand(readProgramText, ({ program, findings }) => {
    // What no form shows could not be mended here, so the file itself has to be.
    const strange = findings.filter(({ code }) => code === 'unknown_key' || code === 'wrong_kind')
    if (program !== null && strange.length === 0) {
      take(program)
      return void message.success(t('program.file.uploaded'))
    }
    const places = (strange.length > 0 ? strange : findings).map(({ line, words }) => ({
      line,
      said: words[language === 'zh-CN' ? 'zh' : 'en'],
    }))
    return void modal.error({
      title: t('program.file.broken'),
      content: (
        <ul>
          {places.map(({ line, said }) => (
            <li key={`${line} ${said}`}>{t('program.file.at', { line, words: said })}</li>
          ))}
        </ul>
      ),
    })
  })
  const onError = (trouble: unknown) =>
    void modal.error({ title: t('program.file.broken'), content: <ErrorNotice of={trouble} /> })
  return {
    pending: read.isPending,
    file: async (file: File | undefined) => {
      if (file) read.mutate({ text: await file.text() }, { onError })
    },
  }
}
