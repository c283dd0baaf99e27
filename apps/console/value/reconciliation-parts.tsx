import { useTranslation } from 'react-i18next'
import type { ReconciledSubject } from '#domain/sale/contract/reconciliation'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Facts, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import type { Reconciliation } from './reconciliation-page.tsx'
import { tenderTotals, topUpTotals } from './reconciliation-totals.ts'

type Told = Readonly<{ told: Reconciliation }>

/** Points and vouchers are counts on the ledger, everything else is money. */
function useMeasure(): (what: string, amount: number | null) => string {
  const { money, number } = useFormats()
  return (what, amount) => {
    if (amount === null) return '–'
    return what === 'points' || what === 'voucher' ? number(amount) : money(amount)
  }
}

export function Tenders({ told }: Told) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const measure = useMeasure()
  const rows = tenderTotals(told.days)
  return (
    <Section title={t('value.reconcile.tenders.title')} note={t('value.reconcile.tenders.note')}>
      <NumbersTable
        caption={t('value.reconcile.tenders.caption')}
        head={[
          t('value.reconcile.tenders.tender'),
          t('value.reconcile.tenders.receipts'),
          t('value.reconcile.tenders.amount'),
          t('value.reconcile.tenders.said'),
          t('value.reconcile.tenders.posted'),
          t('value.reconcile.tenders.difference'),
        ]}
        rows={rows.map(({ tender, receipts, amountMinor, said, posted }) => ({
          key: tender,
          cells: [
            t(`parts.tender.${tender}`),
            number(receipts),
            money(amountMinor),
            measure(tender, said),
            measure(tender, posted),
            measure(tender, said === null || posted === null ? null : said - posted),
          ],
        }))}
      />
    </Section>
  )
}

export function TopUps({ told }: Told) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const rows = topUpTotals(told.days)
  return (
    <Section title={t('value.reconcile.topUps.title')}>
      {rows.length === 0 ? (
        <p className="quiet">{t('value.none')}</p>
      ) : (
        <NumbersTable
          caption={t('value.reconcile.topUps.caption')}
          head={[
            t('value.reconcile.tenders.tender'),
            t('value.reconcile.topUps.in'),
            t('value.reconcile.topUps.back'),
            t('value.reconcile.topUps.interest'),
            t('value.reconcile.topUps.posted'),
          ]}
          rows={rows.map(({ tender, inMinor, backMinor, interestMinor, postedMinor }) => ({
            key: tender,
            cells: [
              t(`parts.tender.${tender}`),
              money(inMinor),
              money(backMinor),
              money(interestMinor),
              money(postedMinor),
            ],
          }))}
        />
      )}
    </Section>
  )
}

export function DrawerPart({ drawer }: Readonly<{ drawer: Reconciliation['drawer'] }>) {
  const { t } = useTranslation()
  const line = (
    key:
      'sales' | 'returns' | 'topUps' | 'refunds' | 'account' | 'expected' | 'given' | 'change' | 'rounding',
    of: number,
  ) => ({ label: t(`value.reconcile.drawer.${key}`), value: <MoneyText of={of} /> })
  return (
    <Section title={t('value.reconcile.drawer.title')} note={t('value.reconcile.drawer.note')}>
      <Facts
        rows={[
          line('sales', drawer.salesMinor),
          line('returns', -drawer.returnsMinor),
          line('topUps', drawer.topUpsMinor),
          line('refunds', -drawer.refundsMinor),
          line('account', drawer.accountPaymentsMinor),
          line('expected', drawer.expectedMinor),
          line('given', drawer.givenMinor),
          line('change', drawer.changeMinor),
          line('rounding', drawer.roundingMinor),
        ]}
      />
    </Section>
  )
}

/** Every row that does not agree, with the way to its receipt. */
export function Differences({ told }: Told) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const measure = useMeasure()
  const what = (subject: ReconciledSubject) =>
    subject === 'top_up' || subject === 'top_up_refund'
      ? t(`value.reconcile.subject.${subject}`)
      : t(`parts.tender.${subject}`)
  return (
    <Section title={t('value.reconcile.differences.title')}>
      <NumbersTable
        caption={t('value.reconcile.differences.caption')}
        words={[1, 5]}
        head={[
          t('value.reconcile.days.day'),
          t('value.reconcile.differences.what'),
          t('value.reconcile.differences.difference'),
          t('value.reconcile.differences.said'),
          t('value.reconcile.differences.posted'),
          t('value.reconcile.differences.cause'),
        ]}
        rows={told.differences.map((row) => ({
          key: `${row.causeId} ${row.subject} ${row.code ?? ''}`,
          cells: [
            day(row.day),
            [what(row.subject), row.code ?? ''].join(' ').trim(),
            measure(row.subject, row.said - row.posted),
            measure(row.subject, row.said),
            measure(row.subject, row.posted),
            t(`value.reconcile.cause.${row.cause}`),
          ],
          ...(row.cause === 'not_on_receipt' || row.subject.startsWith('top_up')
            ? {}
            : { to: paths.sale(row.causeId) }),
        }))}
      />
    </Section>
  )
}
