import { App, Form, Input, Modal, Radio } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { listSegments, saveSegment, showSegment } from '#domain/insight/contract'
import { segmentVersions, type countAudience } from '#domain/insight/contract/audience'
import type { Rule } from '#domain/insight/contract/rule'
import { newId, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { showFields } from '#ui/kit/problem-form.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import type { Question } from './question.ts'

/** The version that was opened to be changed. */
export type Earlier = Readonly<{ id: string; name: string; version: number; newest: boolean }>

type SaveWords = Readonly<{
  rule: Rule
  question: Question
  counted: Told<typeof countAudience>
  suggested: string
  earlier: Earlier | null
  close: () => void
}>

const MOST_LETTERS = 80

type Values = { as: 'version' | 'fresh'; name: string }

/** Writes down who is found: as a new segment, or as the next version of the one that was changed (G27). */
export function SaveAudience({ rule, question, counted, suggested, earlier, close }: SaveWords) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const [form] = Form.useForm<Values>()
  const { id, save } = useSave()
  const words = { count: counted.members, n: number(counted.members), day: day(counted.asOf) }
  const { countCut, spendCut, windowMonths } = question
  const asked = { rule: { countCut, spendCut }, conditions: rule, asOf: counted.asOf, windowMonths }
  const send = ({ as, name }: Values) => {
    const replaces = as === 'version' && earlier ? { replaces: earlier.id, name: earlier.name } : { name }
    save.mutate({ ...asked, id, ...replaces }, { onError: (trouble) => showFields(form, trouble) })
  }
  return (
    <Modal
      open
      title={t('audience.save.title')}
      okText={t('audience.save.button')}
      cancelText={t('shell.cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p>{t('audience.save.frozen', words)}</p>
      <ErrorNotice of={save.error} />
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{
          as: earlier?.newest ? 'version' : 'fresh',
          name: suggested.slice(0, MOST_LETTERS),
        }}
        onFinish={send}
      >
        {earlier?.newest ? <AsWhat earlier={earlier} /> : null}
        <Form.Item noStyle dependencies={['as']}>
          {({ getFieldValue }) =>
            earlier?.newest && getFieldValue('as') === 'version' ? null : <NameField />
          }
        </Form.Item>
      </Form>
    </Modal>
  )
}

/** Saves and goes to the segment; the id is made once, so that pressing twice saves once. */
function useSave() {
  const { t } = useTranslation()
  const go = useGo()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [id] = useState(newId)
  const save = useCommand(saveSegment, async (segment) => {
    await queries.invalidateQueries({ queryKey: [listSegments.path] })
    // The version before it is no longer the newest one.
    await queries.invalidateQueries({ queryKey: [showSegment.path] })
    await queries.invalidateQueries({ queryKey: [segmentVersions.path] })
    void message.success(t('insight.audience.saved'))
    go(paths.segment(segment.id))
  })
  return { id, save }
}

function AsWhat({ earlier }: Readonly<{ earlier: Earlier }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const next = { name: earlier.name, n: number(earlier.version + 1) }
  const options = [
    { value: 'version', label: t('audience.save.version', next) },
    { value: 'fresh', label: t('audience.save.fresh') },
  ]
  return (
    <Form.Item name="as" label={t('audience.save.as')} extra={t('audience.save.versionNote')}>
      <Radio.Group options={options} vertical />
    </Form.Item>
  )
}

function NameField() {
  const { t } = useTranslation()
  return (
    <Form.Item
      name="name"
      label={t('insight.audience.name')}
      extra={t('insight.audience.nameHint')}
      rules={[{ required: true, whitespace: true, message: t('shell.required') }]}
    >
      <Input maxLength={MOST_LETTERS} autoFocus />
    </Form.Item>
  )
}
