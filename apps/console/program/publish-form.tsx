import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { publishProgram } from '#domain/program/contract'
import type { ProgramDocument } from '#domain/program/contract'
import { useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { showFields } from '#ui/kit/problem-form.ts'
import { useKeptId } from '../wallet/kept-id.ts'
import { clashing, complete, draftOf, ready } from './draft.ts'
import type { Draft, Values } from './draft.ts'
import { CouponFields, PassFields, TopUpFields } from './item-fields.tsx'
import { PART_FIELDS } from './part-fields.tsx'
import { PARTS, useRules } from './rule-text.ts'
import type { Part } from './rule-text.ts'

/** Publishes the next version: every part in its fields, and in a sentence that changes as one types. */
export function PublishForm({ live }: Readonly<{ live: ProgramDocument }>) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Values>()
  const [beside, setBeside] = useState(false)
  const draft = useDraft(live, form)
  const kept = useKeptId(JSON.stringify(draft.document))
  const publish = useCommand(publishProgram, async ({ version }) => {
    await queries.invalidateQueries()
    void message.success(t('program.form.published', { version }))
  })
  const send = () => {
    // Fields that are closed are not asked by the form, but an incomplete part is never published.
    if (!ready(draft)) return
    const onError = (trouble: unknown) => {
      setBeside(showFields(form, trouble))
      kept.renew(trouble)
    }
    publish.mutate({ id: kept.id, document: draft.document }, { onError })
  }
  return (
    <Form
      form={form}
      layout="vertical"
      className="program-form"
      requiredMark={false}
      initialValues={{ document: live }}
      onFinish={send}
    >
      {PARTS.map((part) => (
        <PartSection key={part} part={part} draft={draft} />
      ))}
      <div className="program-publish">
        <ErrorNotice of={beside ? null : publish.error} />
        <p className="quiet">{t(ready(draft) ? 'program.changeNote' : 'program.notYet')}</p>
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          disabled={!ready(draft)}
          loading={publish.isPending}
        >
          {t('program.form.publish')}
        </Button>
      </div>
    </Form>
  )
}

/** Closed fields keep their values in the form, so all of them are looked at. */
function useDraft(live: ProgramDocument, form: ReturnType<typeof Form.useForm<Values>>[0]): Draft {
  const values = Form.useWatch((all: Values) => all, { form, preserve: true })
  return draftOf(live, values)
}

function PartSection({ part, draft }: Readonly<{ part: Part; draft: Draft }>) {
  const { t } = useTranslation()
  const rules = useRules()
  const said = complete(draft, part) ? rules(part, draft.document) : t('program.incomplete')
  const words = clashing(draft, part) ? t('program.twice') : said
  return (
    <Section title={t(`program.part.${part}`)}>
      <p className="rule-words num">{words}</p>
      <Fields part={part} draft={draft} />
    </Section>
  )
}

function Fields({ part, draft }: Readonly<{ part: Part; draft: Draft }>) {
  if (part === 'topUps') return <TopUpFields draft={draft} />
  if (part === 'passes') return <PassFields />
  if (part === 'coupons') return <CouponFields />
  const Of = PART_FIELDS[part]
  return <Of draft={draft} />
}
