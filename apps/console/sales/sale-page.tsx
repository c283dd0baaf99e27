import { useParams } from '@tanstack/react-router'
import { RollbackOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { showSale } from '#domain/sale/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Beside, Facts, Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText, MoneyText, NumberText, SignedText } from '#ui/kit/texts.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { returnable } from './return-wish.ts'
import { SaleLines } from './sale-lines.tsx'
import type { Sale } from './sale-lines.tsx'
import { TenderLines } from './tender-lines.tsx'
import { Why } from './why.tsx'
import './sales.css'

/** One receipt: goods, money, points and the rule that gave them. */
export function SalePage() {
  const { id = '' } = useParams({ strict: false })
  return <Answered ask={useCall(showSale, { id })}>{(sale) => <Sheet key={sale.id} sale={sale} />}</Answered>
}

function Sheet({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  const { day, money, moment } = useFormats()
  const kind = t(`parts.kind.${sale.kind}`)
  return (
    <Page
      title={
        sale.receiptNo
          ? t('sales.sale.title', { no: sale.receiptNo })
          : t(sale.kind === 'return' ? 'sales.sale.untitledReturn' : 'sales.sale.untitled', {
              day: day(sale.day),
            })
      }
      answer={t('sales.sale.answer', {
        kind,
        money: money(sale.totalMinor),
        moment: moment(sale.happenedAt),
      })}
      actions={<ReturnButton sale={sale} />}
      back={{ to: paths.sales(), label: t('sales.title') }}
    >
      {sale.voidedAt ? (
        <Alert
          className="notice"
          type="warning"
          showIcon
          title={t('sales.sale.voided', {
            moment: moment(sale.voidedAt),
            reason: sale.voidedReason || t('sales.sale.noReason'),
          })}
        />
      ) : null}
      <SaleFigures sale={sale} />
      <Beside>
        <div>
          <SaleLines sale={sale} />
          <Tenders sale={sale} />
          {sale.kind === 'sale' ? <Why sale={sale} /> : null}
        </div>
        <div>
          <Returns sale={sale} />
          <About sale={sale} />
        </div>
      </Beside>
    </Page>
  )
}

function ReturnButton({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  const may = useMay()
  const go = useGo()
  if (!may('sale.record') || !returnable(sale)) return null
  return (
    <Button icon={<RollbackOutlined aria-hidden />} onClick={() => go(paths.returnOf(sale.id))}>
      {t('sales.return.start')}
    </Button>
  )
}

function SaleFigures({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const may = useMay()
  const off = sale.listedMinor - sale.totalMinor
  return (
    <Figures>
      <Figure
        label={t('sales.sale.total')}
        value={<MoneyText of={sale.totalMinor} />}
        note={off > 0 ? t('sales.sale.off', { listed: money(sale.listedMinor), off: money(off) }) : null}
      />
      <Figure
        label={t('sales.sale.points')}
        value={<SignedText of={sale.points} />}
        note={t('sales.sale.pointsWhy', { version: sale.programVersion })}
        {...(may('program.read') ? { to: paths.program } : {})}
      />
      {sale.pointsBurned === 0 ? null : (
        <Figure
          label={t(sale.pointsBurned > 0 ? 'sales.sale.burned' : 'sales.sale.unburned')}
          value={<NumberText of={Math.abs(sale.pointsBurned)} />}
        />
      )}
      {sale.returnedMinor === 0 ? null : (
        <Figure label={t('sales.sale.returned')} value={<MoneyText of={sale.returnedMinor} />} />
      )}
    </Figures>
  )
}

function Tenders({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  const more = [
    ...(sale.roundingMinor === 0
      ? []
      : [{ label: t('sales.sale.rounding'), value: <MoneyText of={sale.roundingMinor} /> }]),
    ...(sale.changeMinor === 0
      ? []
      : [{ label: t('sales.sale.change'), value: <MoneyText of={sale.changeMinor} /> }]),
  ]
  return (
    <Section title={t(sale.kind === 'return' ? 'sales.sale.paidBack' : 'sales.sale.tenders')}>
      {sale.tenders.length === 0 ? (
        <p className="quiet">{t('sales.sale.noTenders')}</p>
      ) : (
        <TenderLines tenders={sale.tenders} />
      )}
      {more.length > 0 ? <Facts rows={more} /> : null}
    </Section>
  )
}

function Returns({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  if (sale.returns.length === 0) return null
  return (
    <Section title={t('sales.sale.returnsOf')}>
      <ul className="receipts">
        {sale.returns.map((one) => (
          <li key={one.id}>
            <Go to={paths.sale(one.id)}>
              <MomentText of={one.happenedAt} />
              <MoneyText of={one.totalMinor} />
            </Go>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const VIAS = ['api', 'till', 'import', 'bundle'] as const

function About({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const branch = branches.find((one) => one.id === sale.branchId)
  const via = VIAS.find((one) => one === sale.source)
  const member = sale.memberId ? (
    <Go to={paths.member(sale.memberId)}>
      {[sale.memberName, sale.memberNumber].filter(Boolean).join(' · ')}
    </Go>
  ) : (
    t('sales.noMember')
  )
  const rows = [
    { label: t('sales.sale.member'), value: member },
    ...(branch ? [{ label: t('sales.sale.branch'), value: branch.name }] : []),
    ...(sale.till ? [{ label: t('sales.sale.till'), value: sale.till }] : []),
    { label: t('sales.sale.happened'), value: <MomentText of={sale.happenedAt} /> },
    { label: t('sales.sale.recorded'), value: <MomentText of={sale.recordedAt} /> },
    { label: t('sales.sale.source'), value: via ? t(`sales.via.${via}`) : sale.source },
    ...(sale.byName ? [{ label: t('sales.sale.by'), value: sale.byName }] : []),
    ...(sale.reason ? [{ label: t('sales.sale.reason'), value: sale.reason }] : []),
    ...(sale.returnsSaleId
      ? [
          {
            label: t('sales.sale.returns'),
            value: <Go to={paths.sale(sale.returnsSaleId)}>{t('sales.sale.original')}</Go>,
          },
        ]
      : []),
    { label: t('sales.sale.id'), value: <code className="num">{sale.id}</code> },
  ]
  return (
    <Section title={t('sales.sale.about')}>
      <Facts rows={rows} />
    </Section>
  )
}
