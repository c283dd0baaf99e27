import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Form, InputNumber, QRCode } from 'antd'
import type { Told } from '#base/endpoint'
import { issueForms, showForm } from '#domain/member/contract/form'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Beside, Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { NumberText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { useNameOf } from '../wallet/names.ts'
import { FormBuilder } from './form-builder.tsx'
import { Places } from './places.tsx'
import './applications.css'

export type MemberForm = Told<typeof showForm>

/** A form that is not there yet. */
export function NewFormPage() {
  const { t } = useTranslation()
  return (
    <Page
      title={t('applications.form.new')}
      back={{ to: paths.applications, label: t('applications.title') }}
    >
      <FormBuilder />
    </Page>
  )
}

/** One form: its link and code to hang up, what it brought, and its words. */
export function FormPage() {
  const { code = '' } = useParams({ strict: false })
  const ask = useCall(showForm, { code })
  return <Answered ask={ask}>{(form) => <Sheet form={form} />}</Answered>
}

function Sheet({ form }: Readonly<{ form: MemberForm }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const may = useMay()
  const nameOf = useNameOf()
  const issue = (
    <ActButton label={t('applications.issue')} title={t('applications.issue')}>
      {(close) => <IssueForm code={form.code} close={close} />}
    </ActButton>
  )
  return (
    <Page
      title={nameOf(form)}
      back={{ to: paths.applications, label: t('applications.title') }}
      actions={may('member.screen') ? issue : null}
    >
      <Figures>
        <Figure label={t('applications.figure.issued')} value={<NumberText of={form.issued} />} />
        <Figure
          label={t('applications.figure.returned')}
          value={<NumberText of={form.returned} />}
          note={
            form.returnedBps === null
              ? null
              : t('applications.share', { share: percent(form.returnedBps / 10_000) })
          }
        />
        <Figure label={t('applications.figure.waiting')} value={<NumberText of={form.waiting} />} />
        <Figure label={t('applications.figure.enrolled')} value={<NumberText of={form.enrolled} />} />
        <Figure label={t('applications.figure.rejected')} value={<NumberText of={form.rejected} />} />
      </Figures>
      <Beside>
        <div>{may('member.screen') ? <FormBuilder key={form.version} form={form} /> : null}</div>
        <div>
          <HangUp form={form} />
          <Places form={form} />
          <Tags form={form} />
        </div>
      </Beside>
    </Page>
  )
}

/** The public address of the form, to send or to hang up. */
function HangUp({ form }: Readonly<{ form: MemberForm }>) {
  const { t } = useTranslation()
  const link = new URL(form.link, location.origin).href
  return (
    <Section title={t('applications.hang')}>
      <div className="form-code">
        <QRCode value={link} type="svg" size={168} color="#1f2723" bgColor="#ffffff" bordered={false} />
        <a href={link} target="_blank" rel="noreferrer" className="num">
          {link}
        </a>
        <p className="quiet">{t('applications.hangWords')}</p>
      </div>
    </Section>
  )
}

function Tags({ form }: Readonly<{ form: MemberForm }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  if (form.tags.length === 0) return null
  return (
    <Section title={t('applications.tags')}>
      <ul className="lines">
        {form.tags.map((one) => (
          <li key={one.tag}>
            <span>{one.tag || t('applications.noTag')}</span>
            <span className="num">
              {t('applications.tagFigures', {
                returned: number(one.returned),
                enrolled: number(one.enrolled),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function IssueForm({ code, close }: Readonly<{ code: string; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const issue = useCommand(issueForms, () => done(t('applications.issued')))
  return (
    <ActForm<{ quantity: number }>
      means={t('applications.issueMeans')}
      label={t('applications.issue')}
      why="welcome"
      pending={issue.isPending}
      trouble={issue.error}
      send={({ id, reason, quantity }, told) => issue.mutate({ code, id, quantity, note: reason }, told)}
    >
      <Form.Item name="quantity" label={t('applications.quantity')} rules={[{ required: true }]}>
        <InputNumber min={1} max={100_000_000} precision={0} />
      </Form.Item>
    </ActForm>
  )
}
