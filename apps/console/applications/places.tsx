import { Form, Input, InputNumber, Select, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { formPlaces, keepFormPlaces } from '#domain/member/contract/form-place'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { useNameOf } from '../wallet/names.ts'
import type { MemberForm } from './form-page.tsx'

export type FormPlace = Told<typeof formPlaces>['rows'][number]

/** Where the form hangs, each place with its own code, and what came in from there (C44). */
export function Places({ form }: Readonly<{ form: MemberForm }>) {
  const { t } = useTranslation()
  const may = useMay()
  const ask = useCall(formPlaces, { code: form.code })
  const acts = (
    <span className="queue-acts">
      <Go to={paths.formCodes(form.code)}>{t('applications.places.print')}</Go>
      {may('member.screen') ? (
        <ActButton label={t('applications.places.add')} title={t('applications.places.add')}>
          {(close) => <AddForm code={form.code} close={close} />}
        </ActButton>
      ) : null}
    </span>
  )
  return (
    <Section title={t('applications.places.title')} actions={acts}>
      <Answered ask={ask}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('applications.places.none')}</p>
          ) : (
            <ul className="lines">
              {rows.map((one) => (
                <Row key={one.tag} code={form.code} of={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}

function Row({ code, of }: Readonly<{ code: string; of: FormPlace }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const nameOf = useNameOf()
  const may = useMay()
  const { branches } = useMe()
  const branch = branches.find((one) => one.id === of.branchId)
  const figures = { returned: number(of.returned), enrolled: number(of.enrolled) }
  const act = of.removed ? ('restore' as const) : ('remove' as const)
  return (
    <li>
      <span className="lines-what">
        <strong>
          {nameOf(of)} {of.removed ? <Tag>{t('applications.places.removed')}</Tag> : null}
        </strong>
        <small className="quiet num">
          {of.tag}
          {branch ? ` · ${branch.name}` : ''} · {t('applications.places.figures', figures)}
        </small>
      </span>
      {may('member.screen') ? (
        <ActButton label={t(`applications.places.${act}`)} title={nameOf(of)}>
          {(close) => <TurnForm code={code} of={of} close={close} />}
        </ActButton>
      ) : null}
    </li>
  )
}

type TurnWords = Readonly<{ code: string; of: FormPlace; close: () => void }>

function TurnForm({ code, of, close }: TurnWords) {
  const { t } = useTranslation()
  const done = useDone(close)
  const keep = useCommand(keepFormPlaces, () => done(t('applications.places.done')))
  const { tag, nameZh, nameEn, branchId, removed } = of
  const places = [{ tag, nameZh, nameEn, branchId, removed: !removed }]
  return (
    <ActForm
      means={removed ? '' : t('applications.places.removeMeans')}
      label={t(removed ? 'applications.places.restore' : 'applications.places.remove')}
      why="none"
      pending={keep.isPending}
      trouble={keep.error}
      send={(_, told) => keep.mutate({ code, places }, told)}
    />
  )
}

type Values = {
  tag: string
  nameZh: string
  nameEn: string
  from: number
  to: number
  branchId?: string | null
}
const MOST = 200

const FIRST = { tag: 'table', from: 1, to: 10 }

/** A row of places that differ by their number: tables 1 to 20. */
function placesOf({ tag, nameZh, nameEn, from, to, branchId }: Values) {
  const last = Math.min(Math.max(from, to), from + MOST - 1)
  return Array.from({ length: last - from + 1 }, (_, at) => {
    const no = String(from + at)
    const named = (name: string): string => name.replaceAll('#', no)
    return { tag: `${tag}${no}`, nameZh: named(nameZh), nameEn: named(nameEn), branchId: branchId ?? null }
  })
}

function AddForm({ code, close }: Readonly<{ code: string; close: () => void }>) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const done = useDone(close)
  const keep = useCommand(keepFormPlaces, () => done(t('applications.places.added')))
  const required = [{ required: true, message: t('shell.required') }]
  return (
    <ActForm<Values>
      means={t('applications.places.addMeans')}
      label={t('applications.places.add')}
      why="none"
      start={{ ...FIRST, nameZh: t('applications.places.startZh'), nameEn: t('applications.places.startEn') }}
      pending={keep.isPending}
      trouble={keep.error}
      send={({ id: _, reason: __, ...values }, told) => keep.mutate({ code, places: placesOf(values) }, told)}
    >
      <Form.Item
        name="tag"
        label={t('applications.places.tag')}
        extra={t('applications.places.tagHint')}
        rules={required}
      >
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
      {(['nameZh', 'nameEn'] as const).map((name) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`applications.places.${name}`)}
          extra={name === 'nameZh' ? t('applications.places.nameHint') : null}
          rules={required}
        >
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
      ))}
      <Numbers />
      <Form.Item name="branchId" label={t('applications.places.branch')}>
        <Select
          allowClear
          placeholder={t('applications.places.ownBranch')}
          options={branches.map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
    </ActForm>
  )
}

function Numbers() {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('shell.required') }]
  return (
    <div className="form-pair">
      {(['from', 'to'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(`applications.places.${name}`)} rules={required}>
          <InputNumber min={1} max={9999} precision={0} />
        </Form.Item>
      ))}
    </div>
  )
}
