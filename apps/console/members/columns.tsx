import { useTranslation } from 'react-i18next'
import type { Member } from '#domain/member/contract'
import type { Column } from '#ui/kit/data-table.tsx'
import { DayText, MomentText, Unknown } from '#ui/kit/texts.tsx'
import { useMe } from '../me.ts'
import { useExtraFields } from './fields.ts'

type Text = 'name' | 'mobile' | 'email' | 'education' | 'income' | 'address' | 'postcode' | 'phone'
type Key =
  Text | 'number' | 'gender' | 'source' | 'branchId' | 'joinedOn' | 'birthOn' | 'ageYears' | 'recordedAt'

const maybe = (value: string | number | null | undefined) =>
  value === null || value === undefined || value === '' ? <Unknown /> : <span className="num">{value}</span>

/** In the order a reader wants them; after these come the ones to choose. */
const SHOWN: readonly Key[] = ['number', 'name', 'mobile', 'gender', 'source', 'branchId', 'joinedOn']
const SPARE: readonly Key[] = [
  'birthOn',
  'ageYears',
  'email',
  'education',
  'income',
  'address',
  'postcode',
  'phone',
  'recordedAt',
]
const CARD: Partial<Record<Key, 'title' | 'end' | 'none'>> = {
  // Everybody has a number, a name not.
  number: 'title',
  name: 'end',
  gender: 'none',
  branchId: 'none',
}

/** Every column a list of members can have, the chain's own fields among them. */
export function useMemberColumns(): readonly Column<Member>[] {
  const { t } = useTranslation()
  const extras = useExtraFields()
  const cell = useCell()
  const column = (key: Key, spare: boolean): Column<Member> => ({
    key,
    title: t(`members.field.${key}`),
    sortable: true,
    spare,
    number: key === 'ageYears',
    render: cell(key),
    ...(CARD[key] ? { card: CARD[key] } : {}),
  })
  const own = extras.map((field): Column<Member> => ({
    key: `extra.${field.key}`,
    title: field.label,
    sortable: true,
    spare: true,
    render: (m) => maybe(String(m.extra[field.key] ?? '')),
  }))
  return [...SHOWN.map((key) => column(key, false)), ...SPARE.map((key) => column(key, true)), ...own]
}

/** How a field of a member is shown. */
function useCell(): (key: Key) => Column<Member>['render'] {
  const { t } = useTranslation()
  const { branches } = useMe()
  const names = new Map(branches.map((branch) => [branch.id, branch.name]))
  return (key) => {
    if (key === 'gender') return (m) => maybe(m.gender && t(`parts.gender.${m.gender}`))
    if (key === 'source') return (m) => t(`parts.source.${m.source}`)
    if (key === 'branchId') return (m) => maybe(names.get(m.branchId ?? ''))
    if (key === 'joinedOn') return (m) => <DayText of={m.joinedOn} />
    if (key === 'birthOn') return (m) => (m.birthOn ? <DayText of={m.birthOn} /> : <Unknown />)
    if (key === 'recordedAt') return (m) => <MomentText of={m.recordedAt} />
    return (m) => maybe(m[key])
  }
}
