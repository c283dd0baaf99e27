import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { previewTopUp, TOP_UP_TENDERS, topUpMember } from '#domain/wallet/contract/top-up'
import { isProblem, useCall, useCommand } from '#ui/call.ts'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { ComesIn } from './comes-in.tsx'
import { useKeptId } from './kept-id.ts'
import type { TopUpWish } from './top-up-page.tsx'

type PaymentWords = Readonly<{
  /** Absent while nothing is chosen. */
  wish: TopUpWish | undefined
  tender: TopUpWish['tender']
  setTender: (tender: TopUpWish['tender']) => void
  branchCode: string
  setBranch: (code: string) => void
  /** What may still come in; null without a cap. */
  roomMinor: number | null
}>

/** How it is paid, what comes in by it, and the button. */
export function Payment({ wish, tender, setTender, branchCode, setBranch, roomMinor }: PaymentWords) {
  const { t } = useTranslation()
  const { branches } = useMe()
  return (
    <Section title={t('wallet.topUp.pay')}>
      <Radio.Group
        className="pay-ways"
        optionType="button"
        aria-label={t('wallet.tender')}
        value={tender}
        options={TOP_UP_TENDERS.map((value) => ({ value, label: t(`parts.tender.${value}`) }))}
        onChange={(event) => setTender(event.target.value as TopUpWish['tender'])}
      />
      {branches.length > 1 ? (
        <Select
          className="pay-branch"
          aria-label={t('wallet.branch')}
          value={branchCode}
          options={branches.map((one) => ({ value: one.code, label: one.name }))}
          onChange={setBranch}
        />
      ) : null}
      {wish ? (
        <Brings wish={wish} roomMinor={roomMinor} />
      ) : (
        <p className="quiet">{t('wallet.topUp.first')}</p>
      )}
    </Section>
  )
}

function Brings({ wish, roomMinor }: Readonly<{ wish: TopUpWish; roomMinor: number | null }>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { message } = App.useApp()
  const go = useGo()
  const queries = useQueryClient()
  const kept = useKeptId(JSON.stringify(wish))
  const ask = useCall(previewTopUp, wish)
  const topUp = useCommand(topUpMember, async ({ id }) => {
    await queries.invalidateQueries()
    void message.success(t('wallet.topUp.done'))
    go(paths.topUp(id), true)
  })
  if (ask.error) return <TopUpTrouble of={ask.error} again={ask.refetch} roomMinor={roomMinor} />
  return (
    <Answered ask={ask}>
      {(told) => (
        <>
          <ComesIn of={told} />
          <TopUpTrouble of={topUp.error} roomMinor={roomMinor} />
          <Button
            type="primary"
            size="large"
            block
            loading={topUp.isPending}
            onClick={() => topUp.mutate({ ...wish, id: kept.id }, { onError: kept.renew })}
          >
            {t('wallet.topUp.do', {
              money: money(told.paidMinor),
              tender: t(`parts.tender.${wish.tender}`),
            })}
          </Button>
        </>
      )}
    </Answered>
  )
}

type TroubleWords = Readonly<{ of: unknown; again?: () => unknown; roomMinor: number | null }>

/** Above the cap the host names bare numbers; here they are said in words. */
function TopUpTrouble({ of, again, roomMinor }: TroubleWords) {
  const { t } = useTranslation()
  const { money } = useFormats()
  if (!isProblem(of) || of.problem.code !== 'over_card_cap') return <ErrorNotice of={of} again={again} />
  const detail = roomMinor === null ? '' : t('wallet.topUp.overCap', { room: money(roomMinor) })
  return <ErrorNotice of={Object.assign(new Error(of.message), { problem: { ...of.problem, detail } })} />
}
