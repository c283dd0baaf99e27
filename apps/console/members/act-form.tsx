import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem, newId } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { showFields } from '#ui/kit/problem-form.ts'

const REASON_MOST = 200

type ActWords<Values> = Readonly<{
  /** What will happen, before it is pressed. */
  means: string
  label: string
  danger?: boolean
  /** Whether a reason must be given, may be, or is not kept. */
  why: 'needed' | 'welcome' | 'none'
  /** What the fields hold at first. */
  start?: Partial<Values>
  pending: boolean
  trouble: unknown
  send: (
    values: Values & { id: string; reason: string },
    told: { onError: (trouble: unknown) => void },
  ) => void
  children?: ReactNode
}>

/**
 * An act that is kept with its reason: what it means, the reason, one button. It keeps its id while nobody answers, so
 * that pressing again does it once; a no is final for its id, so what is sent after one is another act.
 */
export function ActForm<Values extends object = object>(words: ActWords<Values>) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values & { reason: string }>()
  const [id, setId] = useState(newId)
  const [beside, setBeside] = useState(false)
  const onError = (trouble: unknown) => {
    setBeside(showFields(form, trouble))
    if (isProblem(trouble) && trouble.problem.status >= 400 && trouble.problem.status < 500) setId(newId())
  }
  const rules = [{ required: true, whitespace: true, message: t('shell.required') }]
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      // Values of a form are a part of what the act sends; the library knows them by its own deep type.
      initialValues={words.start as Record<string, unknown> | undefined}
      onFinish={(values) => words.send({ ...values, id, reason: values.reason ?? '' }, { onError })}
    >
      <p className="quiet">{words.means}</p>
      <ErrorNotice of={beside ? null : words.trouble} />
      {words.children}
      {words.why === 'none' ? null : (
        <Form.Item
          name="reason"
          label={t(words.why === 'needed' ? 'members.card.reason' : 'members.card.note')}
          rules={words.why === 'needed' ? rules : []}
        >
          <Input maxLength={REASON_MOST} autoComplete="off" />
        </Form.Item>
      )}
      <Button type="primary" danger={words.danger ?? false} htmlType="submit" loading={words.pending}>
        {words.label}
      </Button>
    </Form>
  )
}

type WindowWords = Readonly<{ title: string; open: boolean; close: () => void; children: ReactNode }>

/** The small window of an act; what was typed is gone when it closes. */
export function ActWindow({ title, open, close, children }: WindowWords) {
  return (
    <Modal open={open} title={title} footer={null} destroyOnHidden onCancel={close}>
      {children}
    </Modal>
  )
}
