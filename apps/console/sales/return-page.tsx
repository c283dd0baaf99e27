import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { quoteSale, recordSale, showSale } from '#domain/sale/contract'
import { useCall, useCommand } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Beside, Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { useKeptId } from '../wallet/kept-id.ts'
import { ReturnLines } from './return-lines.tsx'
import { ReturnPreview } from './return-preview.tsx'
import { allOf, itemsOf, payOutMinor, returnable } from './return-wish.ts'
import type { Chosen, Quote } from './return-wish.ts'
import type { Sale } from './sale-lines.tsx'
import './sales.css'

/** Takes goods back: what comes back is chosen, every consequence is shown, then one button does it. */
export function ReturnPage() {
  const { id = '' } = useParams({ strict: false })
  return (
    <Answered ask={useCall(showSale, { id })}>{(sale) => <ReturnSheet key={sale.id} sale={sale} />}</Answered>
  )
}

function ReturnSheet({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  const { money, moment } = useFormats()
  const [chosen, setChosen] = useState<Chosen>(() => allOf(sale))
  const [branchCode, setBranch] = useBranch(sale)
  const [reason, setReason] = useState('')
  const what = useReturn(sale, { chosen, branchCode, reason: reason.trim() })
  const name = sale.receiptNo ? t('sales.sale.title', { no: sale.receiptNo }) : t('sales.sale.back')
  return (
    <Page
      title={t('sales.return.title')}
      answer={t('sales.return.answer', { money: money(sale.totalMinor), moment: moment(sale.happenedAt) })}
      back={{ to: paths.sale(sale.id), label: name }}
    >
      {returnable(sale) ? (
        <Beside>
          <div>
            <ReturnLines sale={sale} chosen={chosen} choose={setChosen} />
            <BranchChoice sale={sale} value={branchCode} choose={setBranch} />
            <Section title={t('sales.return.reason')}>
              <Input
                className="list-choice"
                aria-label={t('sales.return.reason')}
                maxLength={200}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            </Section>
          </div>
          <Section title={t('sales.return.means')}>
            <Consequences sale={sale} chosen={chosen} what={what} />
          </Section>
        </Beside>
      ) : (
        <EmptyState
          title={t('sales.return.nothing')}
          actions={<Go to={paths.sale(sale.id)}>{t('sales.sale.back')}</Go>}
        >
          {t('sales.return.nothingWords')}
        </EmptyState>
      )}
    </Page>
  )
}

/** The shop that takes the goods back: the one that sold them, where the signed-in may act for it. */
function useBranch(sale: Sale): [string, (code: string) => void] {
  const { branches } = useMe()
  const own = branches.find((one) => one.id === sale.branchId) ?? branches[0]
  return useState(own?.code ?? '')
}

type BranchWords = Readonly<{ sale: Sale; value: string; choose: (code: string) => void }>

function BranchChoice({ sale, value, choose }: BranchWords) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const away = branches.find((one) => one.code === value)?.id !== sale.branchId
  if (branches.length < 2) return null
  return (
    <Section title={t('sales.return.branch')} note={away ? t('sales.return.away') : null}>
      <Select
        className="list-choice"
        aria-label={t('sales.return.branch')}
        value={value}
        options={branches.map((one) => ({ value: one.code, label: one.name }))}
        onChange={choose}
      />
    </Section>
  )
}

type Wanted = Readonly<{ chosen: Chosen; branchCode: string; reason: string }>

/** The question and the command speak of one and the same wish, so what was shown is what is done. */
function useReturn(sale: Sale, { chosen, branchCode, reason }: Wanted) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const go = useGo()
  const queries = useQueryClient()
  const items = itemsOf(sale, chosen)
  const kept = useKeptId(JSON.stringify([items, branchCode, reason]))
  const wish = {
    id: kept.id,
    kind: 'return' as const,
    returnsSaleId: sale.id,
    items,
    branchCode,
    happenedAt: kept.at,
    ...(reason ? { reason } : {}),
    ...(sale.memberNumber ? { memberNumber: sale.memberNumber } : {}),
  }
  const quote = useCall(quoteSale, wish, { enabled: items.length > 0 })
  const record = useCommand(recordSale, async (receipt) => {
    await queries.invalidateQueries()
    void message.success(t('sales.return.done'))
    go(paths.sale(receipt.id), true)
  })
  // The amount that was seen goes with the wish: should the world have moved, it is refused and not done otherwise.
  const send = (seen: Quote) =>
    record.mutate({ ...wish, totalMinor: -seen.totalMinor }, { onError: kept.renew })
  return { empty: items.length === 0, quote, record, send }
}

type ConsequenceWords = Readonly<{ sale: Sale; chosen: Chosen; what: ReturnType<typeof useReturn> }>

function Consequences({ sale, chosen, what }: ConsequenceWords) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { empty, quote, record, send } = what
  if (empty) return <p className="quiet">{t('sales.return.choose')}</p>
  if (quote.error) return <ErrorNotice of={quote.error} again={quote.refetch} />
  return (
    <Answered ask={quote}>
      {(told) => {
        const out = payOutMinor(told)
        return (
          <>
            <ReturnPreview sale={sale} chosen={chosen} quote={told} />
            <ErrorNotice of={record.error} />
            <Button
              type="primary"
              size="large"
              block
              className="return-do"
              loading={record.isPending}
              onClick={() => send(told)}
            >
              {out > 0 ? t('sales.return.pay', { money: money(out) }) : t('sales.return.do')}
            </Button>
          </>
        )
      }}
    </Answered>
  )
}
