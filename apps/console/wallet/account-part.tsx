import { useTranslation } from 'react-i18next'
import { memberCredit } from '#domain/wallet/contract/credit'
import { useCall } from '#ui/call.ts'
import { Facts, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText, MoneyText } from '#ui/kit/texts.tsx'

/** What a member may buy on account and owes; shown once there was a line or a debt. */
export function Account({ memberId }: Readonly<{ memberId: string }>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { data } = useCall(memberCredit, { memberId })
  if (!data || (data.lines.length === 0 && data.owedMinor === 0 && data.payments.length === 0)) return null
  const rows = [
    { label: t('wallet.account.most'), value: <MoneyText of={data.mostMinor} /> },
    { label: t('wallet.account.owed'), value: <MoneyText of={data.owedMinor} /> },
    { label: t('wallet.account.room'), value: <MoneyText of={data.roomMinor} /> },
  ]
  const steps = [
    ...data.lines.map((one) => ({
      id: one.id,
      at: one.at,
      words: t('wallet.account.line', { money: money(one.mostMinor), reason: one.reason }),
    })),
    ...data.payments.map((one) => ({
      id: one.id,
      at: one.at,
      words: t('wallet.account.payment', {
        money: money(one.amountMinor),
        tender: t(`parts.tender.${one.tender}`),
      }),
    })),
  ].toSorted((a, b) => b.at.localeCompare(a.at))
  return (
    <Section title={t('wallet.account.title')}>
      <Facts rows={rows} />
      <ul className="lines">
        {steps.map((step) => (
          <li key={step.id}>
            <span className="num">{step.words}</span>
            <span className="lines-numbers">
              <MomentText of={step.at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
