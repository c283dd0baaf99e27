import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Approval } from '#domain/planner/contract/approval'
import { decideDiscount, type DiscountAsking } from '#domain/sale/contract/discount-asking'
import { useCommand } from '#ui/call.ts'
import { Go } from '#ui/kit/go.tsx'
import { Facts } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText, MoneyText } from '#ui/kit/texts.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { useDone } from '../standing/act.tsx'
import { DecideForm, Decision, ForAnother } from '../wallet/decide-form.tsx'
import { LaunchTag } from './approvals-page.tsx'

type Words = Readonly<{ of: Extract<Approval, { kind: 'discount' }>; done: () => void }>

/** A discount by hand that another system asks for: the basket, what it would cost, and the decision. */
export function DiscountSheet({ of, done }: Words) {
  const { t } = useTranslation()
  const may = useMay()
  const { money } = useFormats()
  const { asking } = of
  const rows = useRows(of)
  return (
    <>
      <Facts rows={rows} />
      {of.decision ? <Decision decision={of.decision} /> : null}
      {asking.recorded ? (
        <p>
          {t('campaigns.approval.discount.recorded')}{' '}
          <Go to={paths.sale(asking.saleId)}>{t('campaigns.approval.discount.toSale')}</Go>
        </p>
      ) : null}
      {of.state === 'waiting' ? (
        <ForAnother askedById={of.byId} may={may('sale.discount')}>
          <Alert
            className="notice"
            type="info"
            showIcon
            title={t('campaigns.approval.discount.means', {
              total: money(asking.totalMinor),
              off: money(asking.offMinor),
            })}
          />
          <Say asking={asking} done={done} />
        </ForAnother>
      ) : null}
    </>
  )
}

function useRows(of: Words['of']) {
  const { t } = useTranslation()
  const { money, percent, number } = useFormats()
  const { branches } = useMe()
  const { asking } = of
  const name = of.name || t('campaigns.approval.discount.nobody')
  const share = (bps: number) => percent(bps / 10_000, 2)
  return [
    {
      label: t('campaigns.approval.discount.branch'),
      value: branches.find((one) => one.id === asking.branchId)?.name ?? '',
    },
    {
      label: t('campaigns.approval.discount.member'),
      value: asking.memberId === null ? name : <Go to={paths.member(asking.memberId)}>{name}</Go>,
    },
    { label: t('campaigns.approval.discount.lines'), value: <Lines of={asking} /> },
    {
      label: t('campaigns.approval.discount.off'),
      value: (
        <strong className="num">
          {t('campaigns.approval.discount.offOf', {
            off: money(asking.offMinor),
            listed: money(asking.listedMinor),
            share: share(asking.shareBps),
          })}
        </strong>
      ),
    },
    {
      label: t('campaigns.approval.discount.limit'),
      value: t('campaigns.approval.discount.limitIs', { share: share(asking.mostBps) }),
    },
    { label: t('campaigns.approval.discount.total'), value: <MoneyText of={asking.totalMinor} /> },
    ...(asking.points === 0
      ? []
      : [{ label: t('campaigns.approval.discount.points'), value: number(asking.points) }]),
    { label: t('campaigns.approval.discount.why'), value: asking.reason },
    { label: t('wallet.corrections.by'), value: of.byName },
    { label: t('wallet.corrections.at'), value: <MomentText of={of.at} /> },
    ...(of.state === 'waiting'
      ? [{ label: t('campaigns.approval.discount.until'), value: <MomentText of={asking.expiresAt} /> }]
      : []),
    { label: t('wallet.corrections.stateTitle'), value: <LaunchTag of={of} /> },
  ]
}

function Lines({ of }: Readonly<{ of: DiscountAsking }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  return (
    <>
      {of.lines.map((line, at) => (
        // A product may stand in a basket twice.
        <div key={`${at} ${line.productCode}`} className="num">
          {t('campaigns.approval.discount.line', {
            n: number(line.quantity),
            name: line.name || line.productCode,
          })}{' '}
          <MoneyText of={line.listedMinor} />
        </div>
      ))}
    </>
  )
}

function Say({ asking, done }: Readonly<{ asking: DiscountAsking; done: () => void }>) {
  const { t } = useTranslation()
  const said = useDone(done)
  const decide = useCommand(decideDiscount, ({ state }) =>
    said(t(`campaigns.approval.discount.${state === 'allowed' ? 'yesDone' : 'noDone'}`)),
  )
  return (
    <DecideForm
      pending={decide.isPending}
      trouble={decide.error}
      send={(words, told) => decide.mutate({ ...words, askingId: asking.id }, told)}
    />
  )
}
