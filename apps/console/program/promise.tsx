import { Button, Tag } from 'antd'
import { EditOutlined, PlusOutlined } from '@ant-design/icons'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProgramDocument } from '#domain/program/contract'
import { FindingList } from './finding-list.tsx'
import { findingsOf } from './findings.ts'
import type { Finding } from './findings.ts'
import { chapters, partsOf } from './parts.ts'
import type { Chapter, Part } from './parts.ts'
import { saysNothing } from './silent.ts'
import { readable } from './raw.ts'
import type { Raw } from './raw.ts'
import { useSentences } from './said.ts'

type Words = Readonly<{
  raw: Raw
  live: ProgramDocument
  findings: readonly Finding[]
  changed: readonly Part[]
  /** Absent for those who only read. */
  edit?: (part: Part) => void
}>

/** The program as a promise: chapter by chapter in plain sentences; what is not promised waits at a chapter's end. */
export function Promised(words: Words) {
  const { raw, live } = words
  const document = useMemo(() => readable(raw, live), [raw, live])
  return chapters.map((chapter) => (
    <ChapterOf key={chapter} chapter={chapter} document={document} {...words} />
  ))
}

type Read = Words & Readonly<{ document: ProgramDocument }>

function ChapterOf({ chapter, ...words }: Read & Readonly<{ chapter: Chapter }>) {
  const { t } = useTranslation()
  const { raw, findings, changed, edit } = words
  const parts = partsOf(chapter)
  const silent = parts.filter(
    (part) => saysNothing(part, raw) && !changed.includes(part) && findingsOf(findings, part).length === 0,
  )
  const said = parts.filter((part) => !silent.includes(part))
  if (said.length === 0 && !edit) return null
  const quiet = edit ? <Silent parts={silent} edit={edit} /> : null
  return (
    <section className="chapter">
      <div className="chapter-head">
        <h2>{t(`program.chapter.${chapter}`)}</h2>
        {said.length === 0 ? quiet : null}
      </div>
      {said.map((part) => (
        <PartRow key={part} part={part} {...words} />
      ))}
      {said.length === 0 ? null : quiet}
    </section>
  )
}

/** What could be promised, too. */
function Silent({ parts, edit }: Readonly<{ parts: readonly Part[]; edit: (part: Part) => void }>) {
  const { t } = useTranslation()
  if (parts.length === 0) return null
  return (
    <div className="silent-parts">
      {parts.map((part) => (
        <Button
          key={part}
          type="dashed"
          size="small"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => edit(part)}
        >
          {t(`program.part.${part}`)}
        </Button>
      ))}
    </div>
  )
}

function PartRow({ part, raw, document, findings, changed, edit }: Read & Readonly<{ part: Part }>) {
  const { t } = useTranslation()
  const sentences = useSentences()
  const found = findingsOf(findings, part)
  const open = found.some((one) => one.level === 'must' && one.code === 'fill_in')
  const others = found.filter((one) => one.code !== 'fill_in')
  const title = t(`program.part.${part}`)
  const said = saysNothing(part, raw) ? [t('program.nothingNow')] : sentences(part, document)
  return (
    <div className="part-row">
      <h3>
        {title} {changed.includes(part) ? <Tag>{t('program.changed')}</Tag> : null}
      </h3>
      <div className="part-words num">
        {open ? (
          <p className="finding-must">
            {t('program.toFill', {
              count: found.length,
              n: found.filter((one) => one.code === 'fill_in').length,
            })}
          </p>
        ) : (
          said.map((one) => <p key={one}>{one}</p>)
        )}
        <FindingList findings={others} />
      </div>
      {edit ? (
        <Button
          type="text"
          icon={<EditOutlined aria-hidden />}
          aria-label={t('program.editPart', { part: title })}
          onClick={() => edit(part)}
        >
          {t('program.form.edit')}
        </Button>
      ) : null}
    </div>
  )
}
