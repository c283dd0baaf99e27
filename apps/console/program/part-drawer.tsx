import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProgramDocument } from '#domain/program/contract'
import { useNarrow } from '#ui/kit/surroundings.tsx'
import type { Draft } from './draft.ts'
import { EditingProvider } from './editing.ts'
import { FindingList } from './finding-list.tsx'
import type { Finding } from './findings.ts'
import { PartForm } from './part-form.tsx'
import { keysOf } from './parts.ts'
import type { Part } from './parts.ts'
import { readable, same } from './raw.ts'
import { useSentences } from './said.ts'

type Words = Readonly<{
  part: Part
  draft: Draft
  live: ProgramDocument
  findings: readonly Finding[]
  close: () => void
}>

/** One part in its fields; what is typed stands in the draft at once, and in sentences above. */
export function PartDrawer({ part, draft, live, findings, close }: Words) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const sentences = useSentences()
  const [before] = useState(draft.raw)
  const [asked, setAsked] = useState(false)
  const wrong = findings.some((one) => one.level === 'must')
  const touched = !keysOf(part).every((key) => same(draft.raw[key], before[key]))
  const done = () => (wrong && !asked ? setAsked(true) : close())
  const undo = () =>
    draft.change((raw) => ({ ...raw, ...Object.fromEntries(keysOf(part).map((key) => [key, before[key]])) }))
  return (
    <Drawer
      open
      title={t(`program.part.${part}`)}
      placement="right"
      size={narrow ? '100%' : 760}
      onClose={close}
      className="part-drawer"
      footer={
        <div className="part-foot">
          {touched ? (
            <Button type="text" onClick={undo}>
              {t('program.undo')}
            </Button>
          ) : (
            <span />
          )}
          {wrong && asked ? <span className="quiet">{t('program.stillOpen')}</span> : null}
          <Button type="primary" onClick={done}>
            {t(wrong && asked ? 'program.later' : 'program.form.close')}
          </Button>
        </div>
      }
    >
      <EditingProvider value={{ raw: draft.raw, change: draft.change, troubles: findings, asked }}>
        <div className="part-said num">
          {findings.some((one) => one.code === 'fill_in') ? (
            <p>{t('program.incomplete')}</p>
          ) : (
            sentences(part, readable(draft.raw, live)).map((sentence) => <p key={sentence}>{sentence}</p>)
          )}
        </div>
        <FindingList findings={findings.filter((one) => one.code !== 'fill_in')} />
        <PartForm part={part} />
      </EditingProvider>
    </Drawer>
  )
}
