import { useParams } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { showTopUp } from '#domain/wallet/contract/top-up'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Beside, Facts, Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { DayText, MomentText, MoneyText } from '#ui/kit/texts.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { ComesIn } from './comes-in.tsx'
import { RefundArithmetic } from './refund-arithmetic.tsx'
import './wallet.css'

type TopUp = Told<typeof showTopUp>

/** The receipt of one top-up: what came in, what is left of it, and its refund. */
export function TopUpReceiptPage() {
  const { id = '' } = useParams({ strict: false })
  return <Answered ask={useCall(showTopUp, { id })}>{(told) => <Receipt topUp={told} />}</Answered>
}

function Receipt({ topUp }: Readonly<{ topUp: TopUp }>) {
  const { t } = useTranslation()
  const { money, moment, day } = useFormats()
  const may = useMay()
  const go = useGo()
  const { refund } = topUp
  const name = topUp.memberName || topUp.memberNumber || ''
  return (
    <Page
      title={t('wallet.receipt.title', { money: money(topUp.paidMinor) })}
      answer={t('wallet.receipt.answer', {
        name,
        moment: moment(topUp.at),
        tender: t(`parts.tender.${topUp.tender}`),
      })}
      back={{ to: paths.wallet(topUp.memberId), label: t('wallet.page.title', { name }) }}
      actions={
        refund === null && may('wallet.adjust') ? (
          <Button onClick={() => go(paths.refundOf(topUp.id))}>{t('wallet.refund.start')}</Button>
        ) : null
      }
    >
      {refund ? (
        <Alert
          className="notice"
          type="info"
          showIcon
          title={t('wallet.receipt.refunded', { money: money(refund.refundMinor), day: day(refund.day) })}
        />
      ) : null}
      <LeftFigures topUp={topUp} />
      <Beside>
        <div>
          <Section title={t('wallet.receipt.cameIn')}>
            <ComesIn of={topUp} />
          </Section>
          {refund ? (
            <Section title={t('wallet.refund.how')}>
              <RefundArithmetic of={refund} />
            </Section>
          ) : null}
        </div>
        <About topUp={topUp} />
      </Beside>
    </Page>
  )
}

function LeftFigures({ topUp }: Readonly<{ topUp: TopUp }>) {
  const { t } = useTranslation()
  return (
    <Figures>
      <Figure label={t('wallet.receipt.paid')} value={<MoneyText of={topUp.paidMinor} />} />
      <Figure label={t('wallet.receipt.principalLeft')} value={<MoneyText of={topUp.principalLeftMinor} />} />
      {topUp.bonusMinor > 0 ? (
        <Figure label={t('wallet.receipt.bonusLeft')} value={<MoneyText of={topUp.bonusLeftMinor} />} />
      ) : null}
    </Figures>
  )
}

function About({ topUp }: Readonly<{ topUp: TopUp }>) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const may = useMay()
  const branch = branches.find((one) => one.id === topUp.branchId)
  const version = t('members.behind.rule', { version: topUp.programVersion })
  const rows = [
    {
      label: t('wallet.receipt.member'),
      value: (
        <Go to={paths.member(topUp.memberId)}>
          {[topUp.memberName, topUp.memberNumber].filter(Boolean).join(' · ')}
        </Go>
      ),
    },
    { label: t('wallet.tender'), value: t(`parts.tender.${topUp.tender}`) },
    ...(branch ? [{ label: t('wallet.branch'), value: branch.name }] : []),
    { label: t('wallet.receipt.day'), value: <DayText of={topUp.day} /> },
    { label: t('wallet.receipt.at'), value: <MomentText of={topUp.at} /> },
    { label: t('wallet.receipt.by'), value: topUp.byName },
    ...(topUp.seller ? [{ label: t('wallet.receipt.seller'), value: topUp.seller }] : []),
    {
      label: t('wallet.receipt.rule'),
      value: may('program.read') ? <Go to={paths.program}>{version}</Go> : version,
    },
    { label: t('wallet.receipt.id'), value: <code className="num">{topUp.id}</code> },
  ]
  return (
    <Section title={t('wallet.receipt.about')}>
      <Facts rows={rows} />
    </Section>
  )
}
