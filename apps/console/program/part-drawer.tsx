import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProgramDocument } from '#domain/program/contract'
import { useNarrow } from '#ui/kit/surroundings.tsx'
import { useStill } from '#ui/kit/still.ts'
import type { Draft } from './draft.ts'
import { EditingProvider } from './editing.ts'
import { FindingList } from './finding-list.tsx'
import { findingsOf, useCheck } from './findings.ts'
import type { Finding } from './findings.ts'
import { PartForm } from './part-form.tsx'
import { keysOf } from './parts.ts'
import type { Part } from './parts.ts'
import { readable, same } from './raw.ts'
import type { Raw } from './raw.ts'
import { useSentences } from './said.ts'

type Words = Readonly<{
  part: Part
  draft: Draft
  live: ProgramDocument
  findings: readonly Finding[]
  close: () => void
}>

/** A press is judged by what stands there now: what is found for the eye may be a moment old. */
function useLacks(): (raw: Raw, part: Part) => boolean {
  const find = useCheck()
  return (raw, part) => findingsOf(find(raw), part).some((one) => one.level === 'must')
}

/** One part in its fields; what is typed stands in the draft at once, and in sentences above. */
export function PartDrawer({ part, draft, live, findings, close }: Words) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const lacks = useLacks()
  const [before] = useState(draft.raw)
  const [asked, setAsked] = useState(false)
  const wrong = findings.some((one) => one.level === 'must')
  const touched = !keysOf(part).every((key) => same(draft.raw[key], before[key]))
  const done = () => (lacks(draft.raw, part) && !asked ? setAsked(true) : close())
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
        <Said part={part} raw={draft.raw} live={live} findings={findings} />
        <FindingList findings={findings.filter((one) => one.code !== 'fill_in')} />
        <PartForm part={part} />
      </EditingProvider>
    </Drawer>
  )
}

type SaidWords = Pick<Words, 'part' | 'live' | 'findings'> & Readonly<{ raw: Raw }>

/** The part in sentences; they stand still under a press, because what is below would move with them. */
function Said({ part, raw, live, findings }: SaidWords) {
  const { t } = useTranslation()
  const sentences = useSentences()
  const said = useStill(raw)
  return (
    <div className="part-said num">
      {findings.some((one) => one.code === 'fill_in') ? (
        <p>{t('program.incomplete')}</p>
      ) : (
        sentences(part, readable(said, live)).map((sentence) => <p key={sentence}>{sentence}</p>)
      )}
    </div>
  )
}
