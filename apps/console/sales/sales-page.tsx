import { Button, DatePicker, Select, Tag } from 'antd'
import dayjs from 'dayjs'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { listSales, salesByDay } from '#domain/sale/contract'
import { useCall } from '#ui/call.ts'
import { AskList } from '#ui/kit/ask-list.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Go } from '#ui/kit/go.tsx'
import { listPath, useListState } from '#ui/kit/list-state.ts'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { useSaleColumns } from './columns.tsx'
import type { Sale } from './columns.tsx'

type Lens = Readonly<{ memberId?: string; branchId?: string; from?: string; to?: string }>

/** Receipts by day, branch, member and number. */
export function SalesPage() {
  const { t } = useTranslation()
  const may = useMay()
  const [lens, change] = useLens()
  const columns = useSaleColumns()
  return (
    <Page title={t('sales.title')} answer={<Answer lens={lens} />}>
      <AskList
        name="sales"
        ask={listSales}
        also={lens}
        columns={columns}
        rowKey={(row: Sale) => row.id}
        rowTo={(row) => paths.sale(row.id)}
        search={t('sales.search')}
        tools={<LensTools lens={lens} change={change} />}
        empty={
          <EmptyState
            title={t('sales.empty.title')}
            actions={
              <>
                {may('import.run') ? <Go to={paths.imports}>{t('sales.empty.import')}</Go> : null}
                <a href="/api/docs">{t('sales.empty.api')}</a>
              </>
            }
          >
            {t('sales.empty.words')}
          </EmptyState>
        }
      />
    </Page>
  )
}

/** Which sales the page looks at; kept in the address like the rest of the list. */
function useLens(): [Lens, (part: Lens) => void] {
  const router = useRouter()
  const [, , search] = useListState()
  const { memberId, branchId, from, to } = search
  const lens = useMemo(() => {
    const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
    const all = { memberId: text(memberId), branchId: text(branchId), from: text(from), to: text(to) }
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Lens
  }, [memberId, branchId, from, to])
  return [lens, (part) => router.history.replace(listPath('/sales', { ...search, page: 1, ...part }))]
}

/** The money of a span, when both ends are chosen. */
function Answer({ lens }: Readonly<{ lens: Lens }>) {
  const { t } = useTranslation()
  const { money, number, day, percent } = useFormats()
  const { from, to, branchId, memberId } = lens
  const whole = from !== undefined && to !== undefined && memberId === undefined
  const ask = useCall(
    salesByDay,
    { from: from ?? '', to: to ?? '', ...(branchId ? { branchId } : {}) },
    { enabled: whole },
  )
  if (!whole || !ask.data) return null
  const { totalMinor, memberMinor, receipts } = ask.data
  const share = totalMinor === 0 ? 0 : memberMinor / totalMinor
  return (
    <>
      {t('sales.answer', {
        money: money(totalMinor),
        n: number(receipts),
        from: day(from),
        to: day(to),
        share: percent(share, 0),
      })}
    </>
  )
}

function LensTools({ lens, change }: Readonly<{ lens: Lens; change: (part: Lens) => void }>) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const chosen: [dayjs.Dayjs | null, dayjs.Dayjs | null] = [
    lens.from ? dayjs(lens.from) : null,
    lens.to ? dayjs(lens.to) : null,
  ]
  return (
    <>
      <DatePicker.RangePicker
        allowEmpty={[true, true]}
        value={chosen}
        placeholder={[t('sales.from'), t('sales.to')]}
        onChange={(days) => {
          const at = (day: dayjs.Dayjs | null | undefined) => day?.format('YYYY-MM-DD') as string
          change({ from: at(days?.[0]), to: at(days?.[1]) })
        }}
      />
      {branches.length > 1 ? (
        <Select
          className="list-choice"
          allowClear
          placeholder={t('sales.branch')}
          value={lens.branchId ?? null}
          options={branches.map((branch) => ({ value: branch.id, label: branch.name }))}
          onChange={(branchId) => change({ branchId: branchId ?? (undefined as unknown as string) })}
        />
      ) : null}
      {lens.memberId ? (
        <Tag>
          <Go to={paths.member(lens.memberId)}>{t('sales.ofMember')}</Go>{' '}
          <Button
            size="small"
            type="link"
            onClick={() => change({ memberId: undefined as unknown as string })}
          >
            {t('sales.everybody')}
          </Button>
        </Tag>
      ) : null}
    </>
  )
}
