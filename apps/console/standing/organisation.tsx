import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { addContact, changeContact, showOrganisation } from '#domain/member/contract/organisation'
import { useCall, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Facts, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { ActButton, useDone } from './act.tsx'

type Organisation = Told<typeof showOrganisation>
type Contact = Organisation['contacts'][number]

/** Of a member that is an organisation: what it is, and who shops for it. */
export function OrganisationPart({ memberId }: Readonly<{ memberId: string }>) {
  const { t } = useTranslation()
  const may = useMay()
  const ask = useCall(showOrganisation, { id: memberId })
  if (ask.error) return <ErrorNotice of={ask.error} again={ask.refetch} />
  if (!ask.data) return null
  const { type, taxNumber, address, phone, contacts } = ask.data
  const rows = [
    { label: t('standing.organisation.type'), value: t(`standing.organisation.types.${type}`) },
    ...(taxNumber ? [{ label: t('standing.organisation.tax'), value: taxNumber }] : []),
    ...(address ? [{ label: t('members.field.address'), value: address }] : []),
    ...(phone ? [{ label: t('members.field.phone'), value: phone }] : []),
  ]
  return (
    <Section title={t('standing.organisation.title')}>
      <Facts rows={rows} />
      <ul className="lines">
        {contacts.map((one) => (
          <ContactRow key={one.id} of={one} />
        ))}
      </ul>
      {may('member.write') ? (
        <div className="member-acts">
          <ActButton label={t('standing.organisation.add')} title={t('standing.organisation.add')}>
            {(close) => <AddForm organisationId={memberId} close={close} />}
          </ActButton>
        </div>
      ) : null}
    </Section>
  )
}

function ContactRow({ of }: Readonly<{ of: Contact }>) {
  const { t } = useTranslation()
  const { day, money } = useFormats()
  const may = useMay()
  const words = [
    of.role,
    of.mobile,
    of.number,
    of.monthMostMinor === null ? '' : t('standing.household.limit', { money: money(of.monthMostMinor) }),
    of.leftAt === null ? '' : t('standing.organisation.left', { day: day(of.leftAt.slice(0, 10)) }),
  ]
  return (
    <li>
      <span className="lines-what">
        <strong>{of.name}</strong>
        <small className="quiet num">{words.filter(Boolean).join(' · ')}</small>
      </span>
      {of.leftAt === null && may('member.write') ? (
        <span className="standing-act">
          <ActButton label={t('standing.organisation.leave')} title={t('standing.organisation.leave')}>
            {(close) => <LeaveForm of={of} close={close} />}
          </ActButton>
        </span>
      ) : null}
    </li>
  )
}

function LeaveForm({ of, close }: Readonly<{ of: Contact; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const leave = useCommand(changeContact, () => done(t('standing.done')))
  const { id, name, mobile, role, monthMostMinor } = of
  return (
    <ActForm
      means={t('standing.organisation.leaveMeans')}
      label={t('standing.organisation.leave')}
      danger
      why="none"
      pending={leave.isPending}
      trouble={leave.error}
      send={(_, told) => leave.mutate({ id, name, mobile, role, monthMostMinor, left: true }, told)}
    />
  )
}

type Values = { name: string; mobile?: string; role?: string; number?: string }

function AddForm({ organisationId, close }: Readonly<{ organisationId: string; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const add = useCommand(addContact, () => done(t('standing.done')))
  const text = (value: string | undefined) => value?.trim() || null
  return (
    <ActForm<Values>
      means={t('standing.organisation.addMeans')}
      label={t('standing.organisation.add')}
      why="none"
      pending={add.isPending}
      trouble={add.error}
      send={({ id, name, mobile, role, number }, told) =>
        add.mutate(
          {
            organisationId,
            id,
            name,
            role: role ?? '',
            monthMostMinor: null,
            consent: null,
            mobile: text(mobile),
            number: text(number),
          },
          told,
        )
      }
    >
      <Form.Item name="name" label={t('members.field.name')} rules={[{ required: true }]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="mobile" label={t('members.field.mobile')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="role" label={t('standing.organisation.role')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="number" label={t('members.form.number')}>
        <Input maxLength={40} />
      </Form.Item>
    </ActForm>
  )
}
