import { Button, DatePicker, Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import dayjs from 'dayjs'
import { useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instantFromLocal } from '#base/instant'
import { listCarriers } from '#domain/campaign/contract/carrier'
import { addBroadcastPicture, saveBroadcast, showBroadcast, type Broadcast } from '#domain/content/contract'
import {
  MOST_AUTHOR,
  MOST_BODY,
  MOST_DIGEST,
  MOST_PICTURE_BYTES,
  MOST_TITLE,
} from '#domain/content/model/broadcast'
import { isProblem, newId, useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { FileDrop } from '#ui/kit/file-drop.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { showFields } from '#ui/kit/problem-form.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { SegmentChoice } from '../journeys/segment-choice.tsx'
import { useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { pictureAddress } from './picture.ts'
import './content.css'

type Values = Pick<Broadcast, 'title' | 'digest' | 'author' | 'body' | 'sourceUrl' | 'segmentId'> & {
  pictureId?: string
  carrierId?: string
  due: Dayjs
}

const FRESH = { title: '', digest: '', author: '', body: '', sourceUrl: '', segmentId: null } as const
const USUAL_HOUR = 10
const FORMAT = 'YYYY-MM-DD HH:mm'

/** A broadcast to be worded: empty, the draft of one (`of`), or the words of another one anew (`from`). */
export function BroadcastFormPage() {
  const { of, from } = useRouterState({
    select: (state) => state.location.search as Readonly<Record<string, unknown>>,
  })
  const source = typeof of === 'string' ? of : typeof from === 'string' ? from : ''
  const ask = useCall(showBroadcast, { broadcastId: source }, { enabled: source !== '' })
  const { zone } = useMe().chain
  if (source === '') return <BroadcastForm zone={zone} />
  return (
    <Answered ask={ask}>
      {(before) => <BroadcastForm zone={zone} before={before} same={typeof of === 'string'} />}
    </Answered>
  )
}

/** A moment as the chain’s clocks show it, whatever those of this device do. */
const wallOf = (at: string, zone: string): Dayjs =>
  dayjs(new Date(at).toLocaleString('sv-SE', { timeZone: zone }))

const tomorrow = (): Dayjs => dayjs().add(1, 'day').hour(USUAL_HOUR).minute(0)

type FormWords = Readonly<{ zone: string; before?: Broadcast; same?: boolean }>

function BroadcastForm({ zone, before, same = false }: FormWords) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [broadcastId] = useState(() => (same && before ? before.id : newId()))
  const { save, send, beside } = useSave({ broadcastId, zone }, (trouble) => showFields(form, trouble))
  const { title, digest, author, body, sourceUrl, segmentId } = before ?? FRESH
  const words = { title, digest, author, body, sourceUrl, segmentId }
  const also = before ? { pictureId: before.pictureId, carrierId: before.carrierId } : {}
  const due = same && before ? wallOf(before.dueAt, zone) : tomorrow()
  return (
    <Page
      title={t(same ? 'content.form.change' : 'content.add')}
      answer={t('content.form.answer')}
      back={{ to: paths.content(), label: t('content.title') }}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        style={{ maxWidth: 880 }}
        initialValues={{ ...words, ...also, due }}
        onFinish={send}
      >
        <WordFields />
        <WhenFields zone={zone} />
        <ErrorNotice of={beside ? null : save.error} />
        <Button type="primary" size="large" htmlType="submit" loading={save.isPending}>
          {t('content.form.save')}
        </Button>
      </Form>
    </Page>
  )
}

function WordFields() {
  const { t } = useTranslation()
  const required = [{ required: true, whitespace: true, message: t('shell.required') }]
  return (
    <Section title={t('content.form.words')}>
      <Form.Item name="title" label={t('content.form.title')} rules={required}>
        <Input maxLength={MOST_TITLE} showCount autoComplete="off" />
      </Form.Item>
      <Form.Item name="digest" label={t('content.form.digest')} extra={t('content.form.digestHint')}>
        <Input maxLength={MOST_DIGEST} showCount autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="pictureId"
        label={t('content.form.picture')}
        rules={[{ required: true, message: t('content.form.pictureNeeded') }]}
      >
        <PictureField />
      </Form.Item>
      <Form.Item
        name="body"
        label={t('content.form.body')}
        extra={t('content.form.bodyHint')}
        rules={required}
      >
        <Input.TextArea autoSize={{ minRows: 8, maxRows: 24 }} maxLength={MOST_BODY} />
      </Form.Item>
      <div className="form-pair">
        <Form.Item name="author" label={t('content.form.author')}>
          <Input maxLength={MOST_AUTHOR} autoComplete="off" />
        </Form.Item>
        <Form.Item name="sourceUrl" label={t('content.form.source')} extra={t('content.form.sourceHint')}>
          <Input maxLength={500} type="url" autoComplete="off" />
        </Form.Item>
      </div>
    </Section>
  )
}

type PictureWords = Readonly<{ value?: string; onChange?: (id: string) => void }>

function PictureField({ value, onChange = () => undefined }: PictureWords) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const bring = useCommand(addBroadcastPicture, ({ id }) => onChange(id))
  const read = async (file: File) => bring.mutate({ bytes: new Uint8Array(await file.arrayBuffer()) })
  return (
    <>
      {value ? (
        <img className="content-picture" src={pictureAddress(value)} alt={t('content.form.picture')} />
      ) : null}
      <FileDrop
        title={t(value ? 'content.form.otherPicture' : 'content.form.addPicture')}
        hint={t('content.form.pictureHint', { kb: number(Math.floor(MOST_PICTURE_BYTES / 1000)) })}
        accept=".jpg,.jpeg,.png"
        disabled={bring.isPending}
        onFile={(file) => void read(file)}
      />
      <ErrorNotice of={bring.error} />
    </>
  )
}

function WhenFields({ zone }: Readonly<{ zone: string }>) {
  const { t } = useTranslation()
  const { data } = useCall(listCarriers, {})
  const accounts = (data?.rows ?? []).filter((one) => one.settings.provider === 'wechat' && one.active)
  const required = [{ required: true, message: t('shell.required') }]
  return (
    <Section title={t('content.form.when')} note={t('content.form.whenNote')}>
      <div className="form-pair">
        <Form.Item
          name="carrierId"
          label={t('content.form.account')}
          rules={required}
          extra={
            data && accounts.length === 0 ? (
              <Go to={paths.channels()}>{t('content.form.noAccount')}</Go>
            ) : null
          }
        >
          <Select options={accounts.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item
          name="due"
          label={t('content.form.due')}
          extra={t('content.form.dueHint', { zone })}
          rules={required}
        >
          <DatePicker showTime={{ format: 'HH:mm', minuteStep: 5 }} format={FORMAT} allowClear={false} />
        </Form.Item>
      </div>
      <Form.Item name="segmentId" label={t('content.form.segment')} style={{ maxWidth: 420 }}>
        <SegmentChoice none={t('content.everybody')} />
      </Form.Item>
    </Section>
  )
}

type Saved = Readonly<{ broadcastId: string; zone: string }>

/** Saves once, however often the button is pressed; after a no the words are another wish. */
function useSave({ broadcastId, zone }: Saved, show: (trouble: unknown) => boolean) {
  const go = useGo()
  const queries = useQueryClient()
  const [id, setId] = useState(newId)
  const [beside, setBeside] = useState(false)
  const save = useCommand(saveBroadcast, async () => {
    await queries.invalidateQueries()
    go(paths.broadcast(broadcastId))
  })
  const send = ({ due, pictureId = '', carrierId = '', ...words }: Values) => {
    const dueAt = instantFromLocal(due.format(FORMAT), zone)
    save.mutate(
      { id, broadcastId, ...words, pictureId, carrierId, dueAt },
      {
        onError: (trouble) => {
          setBeside(show(trouble))
          if (isProblem(trouble) && trouble.problem.status < 500) setId(newId())
        },
      },
    )
  }
  return { save, send, beside }
}
