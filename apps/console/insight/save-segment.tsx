import { App, Form, Input, Modal } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asked, Told } from '#base/endpoint'
import { audience, listSegments, saveSegment } from '#domain/insight/contract'
import { newId, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { showFields } from '#ui/kit/problem-form.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'

type SaveWords = Readonly<{
  question: Asked<typeof audience>
  told: Told<typeof audience>
  suggested: string
  close: () => void
}>

const MOST_LETTERS = 80

/** Saves and goes to the segment; the id is made once, so that pressing twice saves once. */
function useSave() {
  const { t } = useTranslation()
  const go = useGo()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [id] = useState(newId)
  const save = useCommand(saveSegment, async (segment) => {
    await queries.invalidateQueries({ queryKey: [listSegments.path] })
    void message.success(t('insight.audience.saved'))
    go(paths.segment(segment.id))
  })
  return { id, save }
}

/** Writes down who fits, under a name; the list is frozen as of the day that is shown. */
export function SaveSegment({ question, told, suggested, close }: SaveWords) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const [form] = Form.useForm<{ name: string }>()
  const { id, save } = useSave()
  const { asOf: _day, windowMonths, ...rule } = question
  const words = { count: told.members, n: number(told.members), day: day(told.asOf) }
  const send = ({ name }: { name: string }) =>
    save.mutate(
      { id, name, rule, asOf: told.asOf, ...(windowMonths === undefined ? {} : { windowMonths }) },
      { onError: (trouble) => showFields(form, trouble) },
    )
  return (
    <Modal
      open
      title={t('insight.audience.save')}
      okText={t('insight.audience.save')}
      cancelText={t('shell.cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p>{t('insight.audience.frozen', words)}</p>
      <ErrorNotice of={save.error} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: suggested.slice(0, MOST_LETTERS) }}
        onFinish={send}
      >
        <Form.Item
          name="name"
          label={t('insight.audience.name')}
          extra={t('insight.audience.nameHint')}
          rules={[{ required: true, whitespace: true, message: t('shell.required') }]}
        >
          <Input maxLength={MOST_LETTERS} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
