import { useQueryClient } from '@tanstack/react-query'
import { App, Form, InputNumber, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { showWallet } from '#domain/wallet/contract'
import { ACCOUNT_TENDERS, payAccount, setCreditLine } from '#domain/wallet/contract/credit'
import { issueCoupon } from '#domain/wallet/contract/coupon'
import { transferValue } from '#domain/wallet/contract/transfer'
import { useCommand } from '#ui/call.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'
import { ActForm } from '../members/act-form.tsx'
import { MemberItem } from './member-item.tsx'
import { MoneyItem, useMinor } from './money-item.tsx'
import { useLiveProgram, useNameOf } from './names.ts'

export type ActOf = Readonly<{ memberId: string; wallet: Told<typeof showWallet>; done: () => void }>

/** Balances stand on many pages, so everything is asked again. */
export function useActDone(done: () => void): (words: string) => Promise<void> {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return async (words) => {
    await queries.invalidateQueries()
    void message.success(words)
    done()
  }
}

export function CouponForm({ memberId, done }: ActOf) {
  const { t } = useTranslation()
  const kept = useActDone(done)
  const program = useLiveProgram()
  const nameOf = useNameOf()
  const issue = useCommand(issueCoupon, () => kept(t('wallet.coupons.given')))
  const options = (program?.coupons ?? [])
    .filter((one) => !one.open)
    .map((one) => ({ value: one.code, label: nameOf(one) }))
  return (
    <ActForm<{ code: string }>
      means={t('wallet.coupons.giveMeans')}
      label={t('wallet.act.coupon')}
      why="none"
      pending={issue.isPending}
      trouble={issue.error}
      send={({ id, code }, told) => issue.mutate({ memberId, id, code }, told)}
    >
      <Form.Item
        name="code"
        label={t('wallet.coupons.coupon')}
        rules={[{ required: true, message: t('shell.required') }]}
      >
        <Select options={options} />
      </Form.Item>
    </ActForm>
  )
}

type Passing = Readonly<{
  toMemberId: string
  unit: 'points' | 'stored_value'
  points?: number
  money?: string
}>

/** Only what the program lets members pass on is offered. */
export function TransferForm({ memberId, wallet, done }: ActOf) {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const kept = useActDone(done)
  const { minorOf } = useMinor()
  const allowed = useLiveProgram()?.transfers
  const transfer = useCommand(transferValue, () => kept(t('wallet.transfer.done')))
  const options = [
    ...(allowed?.points ? [{ value: 'points', label: t('parts.unit.points') }] : []),
    ...(allowed?.storedValue ? [{ value: 'stored_value', label: t('parts.unit.stored_value') }] : []),
  ]
  return (
    <ActForm<Passing>
      means={t('wallet.transfer.means', {
        points: number(wallet.pointsAvailable),
        money: money(wallet.principalAvailable + wallet.bonusAvailable),
      })}
      label={t('wallet.act.transfer')}
      why="welcome"
      pending={transfer.isPending}
      trouble={transfer.error}
      send={({ id, toMemberId, unit, points, money: text, reason }, told) => {
        const amount = unit === 'points' ? (points ?? 0) : (minorOf(text) ?? 0)
        transfer.mutate({ memberId, id, toMemberId, unit, amount, note: reason }, told)
      }}
    >
      <MemberItem name="toMemberId" label={t('wallet.transfer.to')} not={memberId} />
      <Form.Item name="unit" label={t('wallet.transfer.what')} initialValue={options[0]?.value}>
        <Radio.Group options={options} />
      </Form.Item>
      <AmountOfUnit />
    </ActForm>
  )
}

/** Points are whole numbers, money has its decimals: the field follows the unit that is chosen. */
export function AmountOfUnit() {
  const { t } = useTranslation()
  const unit = Form.useWatch<string | undefined>('unit')
  const counted = unit === 'points' || unit?.startsWith('pass:')
  if (!counted) return <MoneyItem name="money" label={t('wallet.amount')} />
  return (
    <Form.Item
      name="points"
      label={t('wallet.amount')}
      rules={[{ required: true, message: t('shell.required') }]}
    >
      <InputNumber className="form-short num" min={1} precision={0} />
    </Form.Item>
  )
}

export function CreditLineForm({ memberId, done }: ActOf) {
  const { t } = useTranslation()
  const kept = useActDone(done)
  const { minorOf } = useMinor()
  const set = useCommand(setCreditLine, () => kept(t('wallet.account.lineDone')))
  return (
    <ActForm<{ most: string }>
      means={t('wallet.account.lineMeans')}
      label={t('wallet.act.creditLine')}
      why="needed"
      pending={set.isPending}
      trouble={set.error}
      send={({ id, most, reason }, told) =>
        set.mutate({ memberId, id, mostMinor: minorOf(most) ?? 0, reason }, told)
      }
    >
      <MoneyItem name="most" label={t('wallet.account.most')} zero />
    </ActForm>
  )
}

type Paying = Readonly<{ money: string; tender: (typeof ACCOUNT_TENDERS)[number]; branchCode?: string }>

export function PaymentForm({ memberId, wallet, done }: ActOf) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { branches } = useMe()
  const kept = useActDone(done)
  const { minorOf, textOf } = useMinor()
  const pay = useCommand(payAccount, (told) =>
    kept(t('wallet.account.paid', { money: money(told.owedMinor) })),
  )
  const tenders = ACCOUNT_TENDERS.map((value) => ({ value, label: t(`parts.tender.${value}`) }))
  return (
    <ActForm<Paying>
      means={t('wallet.account.payMeans', { money: money(wallet.owedMinor) })}
      label={t('wallet.act.payment')}
      why="none"
      start={{ money: textOf(wallet.owedMinor), tender: 'cash', branchCode: branches[0]?.code ?? '' }}
      pending={pay.isPending}
      trouble={pay.error}
      send={({ id, money: text, tender, branchCode }, told) =>
        pay.mutate(
          { memberId, id, amountMinor: minorOf(text) ?? 0, tender, branchCode: branchCode ?? null },
          told,
        )
      }
    >
      <MoneyItem name="money" label={t('wallet.amount')} />
      <Form.Item name="tender" label={t('wallet.tender')}>
        <Select options={tenders} />
      </Form.Item>
      <Form.Item name="branchCode" label={t('wallet.branch')}>
        <Select options={branches.map((one) => ({ value: one.code, label: one.name }))} />
      </Form.Item>
    </ActForm>
  )
}
