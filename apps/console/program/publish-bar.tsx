import { Button, Modal, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { publishProgram } from '#domain/program/contract'
import type { ProgramDocument } from '#domain/program/contract'
import { useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useKeptId } from '../wallet/kept-id.ts'
import { Changes } from './changes.tsx'
import type { Draft } from './draft.ts'
import type { Finding } from './findings.ts'
import { partAt } from './parts.ts'
import type { Part } from './parts.ts'
import { readable } from './raw.ts'
import { Rehearse } from './rehearse.tsx'

type Words = Readonly<{
  draft: Draft
  live: Readonly<{ version: number; document: ProgramDocument; byName: string }>
  findings: readonly Finding[]
  edit: (part: Part) => void
  published: (version: number) => void
}>

/** What the draft changes, what it still lacks, and the way to publish it or to give it up. */
export function PublishBar({ draft, live, findings, edit, published }: Words) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const [asking, setAsking] = useState(false)
  const musts = findings.filter((one) => one.level === 'must')
  const lacking = [...new Set(musts.map((one) => partAt(one.path)))].filter((one) => one !== undefined)
  const count = draft.changed.length
  return (
    <div className="publish-bar" role="region" aria-label={t('program.draft.title')}>
      <div className="publish-words">
        <strong>{t('program.draft.changes', { count, n: number(count) })}</strong>
        {musts.length > 0 ? (
          <span className="finding-must">
            {t('program.draft.lacks')}
            {lacking.map((part) => (
              <button key={part} type="button" className="as-link" onClick={() => edit(part)}>
                {t(`program.part.${part}`)}
              </button>
            ))}
          </span>
        ) : (
          <span className="quiet">{t(draft.loose ? 'program.draft.loose' : 'program.draft.kept')}</span>
        )}
        {draft.base !== null && draft.base < live.version ? (
          <span className="finding-warn">
            {t('program.draft.behind', { version: live.version, by: live.byName })}
          </span>
        ) : null}
      </div>
      <div className="publish-acts">
        <Popconfirm title={t('program.draft.discardAsk')} onConfirm={draft.discard}>
          <Button type="text">{t('program.draft.discard')}</Button>
        </Popconfirm>
        <Rehearse />
        <Button type="primary" size="large" disabled={musts.length > 0} onClick={() => setAsking(true)}>
          {t('program.draft.review')}
        </Button>
      </div>
      {asking ? (
        <PublishAsk draft={draft} live={live} close={() => setAsking(false)} published={published} />
      ) : null}
    </div>
  )
}

type Ask = Readonly<Pick<Words, 'draft' | 'live' | 'published'> & { close: () => void }>

/** The last look: what changes, in words. */
function PublishAsk({ draft, live, close, published }: Ask) {
  const { t } = useTranslation()
  const document = readable(draft.raw, live.document)
  const kept = useKeptId(JSON.stringify(document))
  const publish = useCommand(publishProgram, ({ version }) => {
    close()
    published(version)
  })
  return (
    <Modal
      open
      width={720}
      title={t('program.draft.ask')}
      okText={t('program.form.publish')}
      confirmLoading={publish.isPending}
      onOk={() => publish.mutate({ id: kept.id, document }, { onError: kept.renew })}
      onCancel={close}
    >
      <ErrorNotice of={publish.error} />
      <Changes parts={draft.changed} from={live.document} to={document} />
      <p className="quiet">{t('program.changeNote')}</p>
    </Modal>
  )
}
