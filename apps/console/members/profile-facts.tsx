import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { showMember } from '#domain/member/contract'
import { Facts, Section } from '#ui/kit/page.tsx'
import { DayText } from '#ui/kit/texts.tsx'
import { useMe } from '../me.ts'
import { useNameOf } from '../wallet/names.ts'
import { useExtraFields } from './fields.ts'

const TEXTS = [
  'mobile',
  'phone',
  'email',
  'address',
  'postcode',
  'ageYears',
  'education',
  'income',
  'idNumber',
] as const

/** What we know of the person; what we do not know takes no room. */
export function ProfileFacts({ member }: Readonly<{ member: Told<typeof showMember> }>) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const extras = useExtraFields()
  const nameOf = useNameOf()
  const came = member.cameBy === null ? '' : nameOf(member.cameBy)
  const branch = branches.find((one) => one.id === member.branchId)
  const fact = (label: string, value: string | number | null | undefined) =>
    value === null || value === undefined || value === ''
      ? []
      : [{ label, value: <span className="num">{value}</span> }]
  const rows = [
    ...fact(t('members.field.number'), member.number),
    ...(member.gender ? fact(t('members.field.gender'), t(`parts.gender.${member.gender}`)) : []),
    ...(member.birthOn
      ? [{ label: t('members.field.birthOn'), value: <DayText of={member.birthOn} /> }]
      : []),
    ...TEXTS.flatMap((key) => fact(t(`members.field.${key}`), member[key])),
    ...extras.flatMap((field) => {
      const value = member.extra[field.key]
      return fact(field.label, typeof value === 'boolean' ? (value ? '✓' : null) : value)
    }),
    ...fact(
      t('members.field.source'),
      [t(`parts.source.${member.source}`), came].filter(Boolean).join(' / '),
    ),
    ...fact(t('members.field.branchId'), branch?.name),
    { label: t('members.field.joinedOn'), value: <DayText of={member.joinedOn} /> },
  ]
  return (
    <Section title={t('members.page.profile')}>
      <Facts rows={rows} />
    </Section>
  )
}
