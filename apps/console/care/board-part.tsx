import { Button, DatePicker, Form, Input, Select, Switch, Tag } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { ARTICLE_KINDS, listArticles, readNotice, writeArticle } from '#domain/care/contract/article'
import { newId, useCall, useCommand } from '#ui/call.ts'
import { Behind } from '#ui/kit/behind.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { useRested } from '#ui/kit/rested.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { useDone } from '../standing/act.tsx'
import { dayOf } from './task-acts.tsx'
import { useOwnWords } from './words.ts'

type Article = Told<typeof listArticles>['rows'][number]
type Kind = Article['kind']
const MOST = 100

/** C98: notices of the head office first, then talking points, handbooks, knowledge. */
export function BoardPart() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const [kind, setKind] = useState<Kind | undefined>(undefined)
  const [typed, setTyped] = useState('')
  const text = useRested(typed.trim())
  const [form, setForm] = useState<Article | 'new' | null>(null)
  const ask = useCall(
    listArticles,
    { rows: MOST, ...(kind && { kind }), ...(text !== '' && { text }) },
    { keep: true },
  )
  return (
    <>
      <Tools kind={kind} setKind={setKind} typed={typed} setTyped={setTyped} write={() => setForm('new')} />
      <Answered ask={ask}>
        {({ rows, unreadNotices }) => (
          <>
            {unreadNotices > 0 ? (
              <p>{t('care.board.unread', { count: unreadNotices, n: number(unreadNotices) })}</p>
            ) : null}
            {rows.length === 0 ? (
              <EmptyState title={t('care.board.none')}>{t('care.board.noneWords')}</EmptyState>
            ) : (
              <ul className="lines">
                {rows.map((one) => (
                  <Row key={one.versionId} of={one} change={() => setForm(one)} />
                ))}
              </ul>
            )}
          </>
        )}
      </Answered>
      <Behind
        open={form !== null}
        title={t(form === 'new' ? 'care.board.add' : 'care.board.change')}
        onClose={() => setForm(null)}
      >
        {form === null ? null : <ArticleForm of={form === 'new' ? null : form} close={() => setForm(null)} />}
      </Behind>
    </>
  )
}

type ToolWords = Readonly<{
  kind: Kind | undefined
  setKind: (kind: Kind | undefined) => void
  typed: string
  setTyped: (text: string) => void
  write: () => void
}>

function Tools({ kind, setKind, typed, setTyped, write }: ToolWords) {
  const { t } = useTranslation()
  const may = useMay()
  return (
    <div className="care-tools">
      <Select
        className="list-choice"
        allowClear
        placeholder={t('care.board.every')}
        value={kind ?? null}
        options={ARTICLE_KINDS.map((value) => ({ value, label: t(`care.board.kind.${value}`) }))}
        onChange={(value: Kind | undefined) => setKind(value)}
      />
      <Input.Search
        className="care-search"
        allowClear
        placeholder={t('care.board.search')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      {may('care.manage') ? (
        <Button type="primary" onClick={write}>
          {t('care.board.add')}
        </Button>
      ) : null}
    </div>
  )
}

function Row({ of, change }: Readonly<{ of: Article; change: () => void }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const may = useMay()
  const own = useOwnWords()
  return (
    <li>
      <span className="lines-what">
        <strong>
          <Tag color={of.kind === 'notice' && !of.read ? 'red' : 'default'}>
            {t(`care.board.kind.${of.kind}`)}
          </Tag>
          {own(of.titleZh, of.titleEn)} {of.withdrawn ? <Tag>{t('care.board.withdrawn')}</Tag> : null}
        </strong>
        <span className="care-text">{own(of.bodyZh, of.bodyEn)}</span>
        <small className="quiet num">
          {of.code} · {t('care.board.version', { n: number(of.version) })} · {of.byName} ·{' '}
          <MomentText of={of.at} />
          {of.until === null ? '' : ` · ${t('care.board.until')} ${day(of.until)}`}
        </small>
      </span>
      <span className="reward-acts">
        {of.kind === 'notice' ? <Reading of={of} /> : null}
        {may('care.manage') ? (
          <Button size="small" onClick={change}>
            {t('care.board.change')}
          </Button>
        ) : null}
      </span>
    </li>
  )
}

function Reading({ of }: Readonly<{ of: Article }>) {
  const { t } = useTranslation()
  const done = useDone(() => undefined)
  const read = useCommand(readNotice, () => done(t('care.board.isRead')))
  if (of.read) return <span className="quiet">{t('care.board.isRead')}</span>
  return (
    <Button size="small" loading={read.isPending} onClick={() => read.mutate({ versionId: of.versionId })}>
      {t('care.board.read')}
    </Button>
  )
}

type Values = {
  kind: Kind
  code: string
  titleZh: string
  titleEn: string
  bodyZh: string
  bodyEn: string
  withdrawn: boolean
  until?: dayjs.Dayjs | null
}

function ArticleForm({ of, close }: Readonly<{ of: Article | null; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const [articleId] = useState(() => of?.articleId ?? newId())
  const write = useCommand(writeArticle, () => done(t('care.board.saved')))
  return (
    <ActForm<Values>
      means={t('care.board.noneWords')}
      label={t('shell.save')}
      why="none"
      start={
        of === null
          ? { kind: 'notice', withdrawn: false }
          : { ...of, until: of.until === null ? null : dayjs(of.until) }
      }
      pending={write.isPending}
      trouble={write.error}
      send={({ id, until, kind, code, titleZh, titleEn, bodyZh, bodyEn, withdrawn }, told) =>
        write.mutate(
          {
            id,
            articleId,
            kind,
            code,
            titleZh,
            titleEn,
            bodyZh,
            bodyEn,
            withdrawn,
            until: until ? dayOf(until) : null,
          },
          told,
        )
      }
    >
      <ArticleFields />
    </ActForm>
  )
}

function ArticleFields() {
  const { t } = useTranslation()
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  return (
    <>
      <div className="form-pair">
        <Form.Item name="kind" label={t('care.rule.kind')}>
          <Select options={ARTICLE_KINDS.map((value) => ({ value, label: t(`care.board.kind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="code" label={t('care.board.code')} extra={t('care.board.codeHint')} rules={required}>
          <Input maxLength={40} />
        </Form.Item>
      </div>
      <Form.Item name="titleZh" label={t('care.board.titleZh')} rules={required}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="bodyZh" label={t('care.board.bodyZh')} rules={required}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={20_000} />
      </Form.Item>
      <Form.Item name="titleEn" label={t('care.board.titleEn')} rules={required}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="bodyEn" label={t('care.board.bodyEn')} rules={required}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={20_000} />
      </Form.Item>
      <Form.Item name="until" label={t('care.board.until')}>
        <DatePicker />
      </Form.Item>
      <Form.Item name="withdrawn" label={t('care.board.withdraw')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  )
}
