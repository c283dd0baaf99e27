import { useTranslation } from 'react-i18next'
import { money as minorMoney, times } from '#base/money'
import { CUSTODY_PERCENT } from '#domain/wallet/contract/value'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Beside, Facts, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText } from '#ui/kit/texts.tsx'
import type { Liability } from './liability-page.tsx'
import { subjectKey, useSubjectName } from './subject.ts'

type Prepaid = NonNullable<Liability['prepaid']>

/** Cash in, consumed, still owed (C31); and custody by the last quarter's balance, as information. */
export function PrepaidPart({ prepaid }: Readonly<{ prepaid: Prepaid }>) {
  const { t } = useTranslation()
  const { day, percent } = useFormats()
  const line = (
    key: 'cashIn' | 'takenOver' | 'consumed' | 'refunded' | 'other' | 'outstanding',
    of: number,
  ) => ({
    label: t(`value.prepaid.${key}`),
    value: <MoneyText of={of} />,
  })
  return (
    <Section title={t('value.prepaid.title')} note={t('value.prepaid.note')}>
      <Beside>
        <Facts
          rows={[
            line('cashIn', prepaid.cashInMinor),
            line('takenOver', prepaid.takenOverMinor),
            line('consumed', -prepaid.consumedMinor),
            line('refunded', -prepaid.refundedMinor),
            line('other', prepaid.otherMinor),
            line('outstanding', prepaid.outstandingMinor),
          ]}
        />
        <div>
          <Facts
            rows={[
              {
                label: t('value.prepaid.quarter', { day: day(prepaid.quarterEnd) }),
                value: <MoneyText of={prepaid.quarterMinor} />,
              },
              ...CUSTODY_PERCENT.map((part, at) => ({
                label: t('value.prepaid.custody', { percent: percent(part / 100, 0) }),
                value: <MoneyText of={prepaid.custodyMinor[at] ?? 0} />,
              })),
            ]}
          />
          <p className="quiet">{t('value.prepaid.custodyNote')}</p>
        </div>
      </Beside>
    </Section>
  )
}

/** Coupons and passes: issued, used, open (C32); worth only where the rule of today says how much. */
export function Coupons({ rows }: Readonly<{ rows: Liability['rows'] }>) {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const name = useSubjectName()
  const shown = rows.filter((row) => row.kind === 'coupon' || row.kind === 'pass')
  if (shown.length === 0) return null
  return (
    <Section title={t('value.coupons.title')} note={t('value.coupons.note')}>
      <NumbersTable
        caption={t('value.coupons.caption')}
        head={[
          t('value.coupons.what'),
          t('value.coupons.issued'),
          t('value.coupons.used'),
          t('value.coupons.open'),
          t('value.coupons.worth'),
        ]}
        rows={shown.map((row) => ({
          key: subjectKey(row),
          cells: [
            name(row),
            number(row.issued + row.clawedBack),
            number(0 - row.redeemed - row.givenBack),
            number(row.closing),
            row.faceMinor === null ? '–' : money(times(minorMoney(row.faceMinor), row.closing)),
          ],
        }))}
      />
    </Section>
  )
}
