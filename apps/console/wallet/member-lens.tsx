import { useRouter } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { listPath, useListState } from '#ui/kit/list-state.ts'
import { Go } from '#ui/kit/go.tsx'
import { paths } from '../paths.ts'

export type MemberLens = Readonly<{ memberId?: string }>

/** Whether a list looks at one member only; kept in the address like the rest of the list. */
export function useMemberLens(at: string): [MemberLens, () => void] {
  const router = useRouter()
  const [, , search] = useListState()
  const { memberId } = search
  const lens = typeof memberId === 'string' && memberId !== '' ? { memberId } : {}
  return [lens, () => router.history.replace(listPath(at, { ...search, page: 1, memberId: undefined }))]
}

export function OfMember({ lens, clear }: Readonly<{ lens: MemberLens; clear: () => void }>) {
  const { t } = useTranslation()
  if (!lens.memberId) return null
  return (
    <Tag>
      <Go to={paths.wallet(lens.memberId)}>{t('sales.ofMember')}</Go>{' '}
      <Button size="small" type="link" onClick={clear}>
        {t('sales.everybody')}
      </Button>
    </Tag>
  )
}
