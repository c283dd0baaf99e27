import { useTranslation } from 'react-i18next'
import { listFields } from '#domain/member/contract'
import { GENDERS, PROFILE_FIELDS, SOURCES } from '#domain/member/model'
import { useCall } from '#ui/call.ts'
import type { FilterField } from '#ui/kit/filter-chips.tsx'
import { useMe } from '../me.ts'

/** The chain's own profile fields, with labels in the reader's language. */
export function useExtraFields() {
  const { i18n } = useTranslation()
  const { data } = useCall(listFields, {})
  const zh = i18n.language === 'zh-CN'
  return (data?.rows ?? []).map((field) => ({ ...field, label: zh ? field.labelZh : field.labelEn }))
}

/** Names of the fields of a profile, for notices about them. */
export function useFieldNames(): Readonly<Record<string, string>> {
  const { t } = useTranslation()
  const extras = useExtraFields()
  const plain = [...PROFILE_FIELDS, 'number', 'source', 'branchId'] as const
  return Object.fromEntries([
    ...plain.map((key) => [key, t(`members.field.${key}`)] as const),
    ...extras.map((field) => [`extra.${field.key}`, field.label] as const),
  ])
}

const TEXTS = [
  'number',
  'name',
  'mobile',
  'phone',
  'email',
  'education',
  'income',
  'address',
  'postcode',
] as const
const DAYS = ['birthOn', 'joinedOn'] as const

/** Every field members can be filtered by, the chain's own among them (C74). */
export function useMemberFilters(): readonly FilterField[] {
  const { t } = useTranslation()
  const { branches } = useMe()
  const extras = useExtraFields()
  const choice = (key: 'gender' | 'source' | 'branchId', choices: { value: string; label: string }[]) =>
    ({ key, label: t(`members.field.${key}`), kind: 'choice', choices }) as const
  return [
    ...TEXTS.map((key) => ({ key, label: t(`members.field.${key}`), kind: 'text' as const })),
    choice(
      'gender',
      GENDERS.map((value) => ({ value, label: t(`parts.gender.${value}`) })),
    ),
    choice(
      'source',
      SOURCES.map((value) => ({ value, label: t(`parts.source.${value}`) })),
    ),
    choice(
      'branchId',
      branches.map((branch) => ({ value: branch.id, label: branch.name })),
    ),
    ...DAYS.map((key) => ({ key, label: t(`members.field.${key}`), kind: 'day' as const })),
    { key: 'ageYears', label: t('members.field.ageYears'), kind: 'number' },
    ...extras.map((field): FilterField => {
      const plain = { key: `extra.${field.key}`, label: field.label }
      if (field.kind === 'number' || field.kind === 'day') return { ...plain, kind: field.kind }
      if (field.kind === 'choice')
        return { ...plain, kind: 'choice', choices: field.choices.map((value) => ({ value, label: value })) }
      return { ...plain, kind: 'text' }
    }),
  ]
}
