import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asked, Told } from '#base/endpoint'
import { publicForm, submitForm } from '#domain/member/contract/form'
import { isProblem, keyOf, newId, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { showFields } from '#ui/kit/problem-form.ts'
import { cleaned } from '../members/cleaned.ts'
import { JoinField } from './join-field.tsx'
import { placeOf } from './place.ts'

export type PublicForm = Told<typeof publicForm>

/** Whether what was filled in arrived now, or had already when it was sent again with changes. */
export type Arrived = 'now' | 'before'

type Channel = 'sms' | 'email'
type Values = Record<string, unknown>

/** News by a channel needs an address on it: what the form must ask for each box. */
const NEWS: readonly Readonly<{ channel: Channel; box: string; needs: string }>[] = [
  { channel: 'sms', box: 'newsBySms', needs: 'mobile' },
  { channel: 'email', box: 'newsByEmail', needs: 'email' },
]

type Words = Readonly<{ form: PublicForm; tag: string; arrived: (how: Arrived) => void }>

/** The fields, the words to agree to, and one box per channel, none ticked before. */
export function JoinForm({ form: asked, tag, arrived }: Words) {
  const { t, i18n } = useTranslation()
  const [form] = Form.useForm<Values>()
  const zh = i18n.language === 'zh-CN'
  const title = zh ? asked.nameZh : asked.nameEn
  useEffect(() => {
    document.title = title
  }, [title])
  const { send, pending, trouble } = useSending({ form: asked, tag, arrived }, form)
  const boxes = NEWS.filter((one) => asked.fields.some(({ field }) => field === one.needs))
  return (
    <Form form={form} layout="vertical" colon={false} size="large" scrollToFirstError onFinish={send}>
      <h1>{title}</h1>
      <p className="quiet">{t('join.needed')}</p>
      {asked.fields.map((one) => (
        <JoinField key={one.field} of={one} />
      ))}
      <section className="join-consent">
        <h2>{t('join.consent')}</h2>
        <p className="join-words">{zh ? asked.consentZh : asked.consentEn}</p>
        <Ticked name="agreed" label={t('join.agreed')} needed={t('join.agreedMissing')} />
      </section>
      {boxes.length > 0 ? (
        <section className="join-consent">
          <h2>{t('join.news')}</h2>
          <p className="quiet">{t('join.newsNote')}</p>
          {boxes.map((one) => (
            <Ticked key={one.box} name={one.box} label={t(`join.channel.${one.channel}`)} />
          ))}
        </section>
      ) : null}
      {isAway(trouble) ? (
        <Alert className="notice" type="error" showIcon role="alert" title={t('join.away')} />
      ) : (
        <ErrorNotice of={trouble} />
      )}
      <Button type="primary" htmlType="submit" loading={pending} block>
        {t('join.send')}
      </Button>
    </Form>
  )
}

/** Whoever stands in a shop can look to their own network only, never to the program. */
const isAway = (trouble: unknown): boolean => isProblem(trouble) && trouble.problem.status === 0

/** A box nobody ticked before; with `needed` it must be. */
function Ticked({ name, label, needed }: Readonly<{ name: string; label: string; needed?: string }>) {
  const rules = needed ? [{ required: true, type: 'enum' as const, enum: [true], message: needed }] : []
  return (
    <Form.Item name={name} valuePropName="checked" initialValue={false} rules={rules}>
      <Checkbox>{label}</Checkbox>
    </Form.Item>
  )
}

type Kept = ReturnType<typeof Form.useForm<Values>>[0]

/** Sends under one id however often it is tried, so that a lost answer never makes two applications. */
function useSending({ form: asked, tag, arrived }: Words, form: Kept) {
  const queries = useQueryClient()
  const { t } = useTranslation()
  const [id] = useState(newId)
  const [beside, setBeside] = useState(false)
  const submit = useCommand(submitForm, () => arrived('now'))
  const failed = (trouble: unknown) => {
    if (!isProblem(trouble)) return
    const { code } = trouble.problem
    if (code === 'submission_id_reused') return arrived('before')
    if (code === 'consent_outdated') {
      // Nobody agreed to the new words yet.
      form.resetFields(['agreed', ...NEWS.map((one) => one.box)])
      void queries.invalidateQueries({ queryKey: keyOf(publicForm, { code: asked.code }) })
    }
    if (code === 'form_field_missing') {
      const empty = emptyNeeded(asked, form)
      form.setFields(empty.map((name) => ({ name: name as never, errors: [t('join.missing')] })))
      return setBeside(empty.length > 0)
    }
    setBeside(showFields(form, trouble))
  }
  const send = (values: Values) => {
    setBeside(false)
    submit.mutate(wishOf({ asked, tag, id }, values), { onError: failed })
  }
  return { send, pending: submit.isPending, trouble: beside ? null : submit.error }
}

function emptyNeeded(asked: PublicForm, form: Kept): string[][] {
  const isEmpty = (value: unknown) => value === undefined || value === null || value === '' || value === false
  const needed = asked.fields.filter((one) => one.required).map((one) => placeOf(one.field))
  return needed.filter((place) => isEmpty(form.getFieldValue(place as never)))
}

function wishOf(
  { asked, tag, id }: Readonly<{ asked: PublicForm; tag: string; id: string }>,
  values: Values,
): Asked<typeof submitForm> {
  const { agreed, newsBySms, newsByEmail, ...profile } = values
  const ticked: Record<Channel, unknown> = { sms: newsBySms, email: newsByEmail }
  const channels = NEWS.map((one) => one.channel).filter((channel) => ticked[channel] === true)
  const { code, consentVersion: textVersion } = asked
  const wish = { ...cleaned(profile), code, id, tag, agreed: agreed === true, textVersion, channels }
  return wish as unknown as Asked<typeof submitForm>
}
