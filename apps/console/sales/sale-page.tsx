import { useParams } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { showSale } from '#domain/sale/contract'
import { useCall } from '#ui/call.ts'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Beside, Facts, Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText, MoneyText, SignedText } from '#ui/kit/texts.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'

type Sale = Told<typeof showSale>

/** One receipt: goods, money, points and the rule that gave them. */
export function SalePage() {
  const { id = '' } = useParams({ strict: false })
  return <Answered ask={useCall(showSale, { id })}>{(sale) => <Sheet sale={sale} />}</Answered>
}

function Sheet({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  const may = useMay()
  const { day, money, moment } = useFormats()
  const kind = t(`parts.kind.${sale.kind}`)
  return (
    <Page
      title={
        sale.receiptNo
          ? t('sales.sale.title', { no: sale.receiptNo })
          : t('sales.sale.untitled', { day: day(sale.day) })
      }
      answer={t('sales.sale.answer', {
        kind,
        money: money(sale.totalMinor),
        moment: moment(sale.happenedAt),
      })}
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
      <Figures>
        <Figure label={t('sales.sale.total')} value={<MoneyText of={sale.totalMinor} />} />
        <Figure
          label={t('sales.sale.points')}
          value={<SignedText of={sale.points} />}
          note={t('sales.sale.pointsWhy', { version: sale.programVersion })}
          {...(may('program.read') ? { to: paths.program } : {})}
        />
      </Figures>
      <Beside>
        <div>
          <Lines sale={sale} />
          <Tenders sale={sale} />
        </div>
        <About sale={sale} />
      </Beside>
    </Page>
  )
}

function Lines({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const head = [
    t('sales.sale.product'),
    t('sales.sale.quantity'),
    t('sales.sale.price'),
    t('sales.sale.charged'),
  ]
  const rows = sale.lines.map((line) => ({
    key: String(line.no),
    cells: [
      <span key="what" className="line-what">
        {line.name || line.productCode}
        {line.name ? <small>{line.productCode}</small> : null}
      </span>,
      number(line.quantity),
      money(line.unitPriceMinor),
      money(line.chargedMinor),
    ],
  }))
  return (
    <Section title={t('sales.sale.lines')}>
      <NumbersTable caption={t('sales.sale.lines')} head={head} rows={rows} />
    </Section>
  )
}

function Tenders({ sale }: Readonly<{ sale: Sale }>) {
  const { t } = useTranslation()
  const rows = sale.tenders.map((tender) => ({
    label: t(`parts.tender.${tender.kind}`),
    value: <MoneyText of={tender.amountMinor} />,
  }))
  return (
    <Section title={t('sales.sale.tenders')}>
      {rows.length === 0 ? <p className="quiet">{t('sales.sale.noTenders')}</p> : <Facts rows={rows} />}
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
