import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { memberInsight } from '#domain/insight/contract'
import { showWallet } from '#domain/wallet/contract'
import { useCall } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, NumberText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { BehindBalance } from './behind-balance.tsx'
import type { LedgerUnit } from './behind-balance.tsx'

type Wallet = Told<typeof showWallet>
type Standing = Told<typeof memberInsight>

/** Balances and standing; a balance opens the ledger lines that make it. */
export function Holdings({ memberId, told }: Readonly<{ memberId: string; told: Standing | undefined }>) {
  const [unit, setUnit] = useState<LedgerUnit | undefined>(undefined)
  const ask = useCall(showWallet, { memberId })
  if (ask.error) return <ErrorNotice of={ask.error} again={ask.refetch} />
  return (
    <>
      <Figures>
        <Balances wallet={ask.data} open={setUnit} />
        {told ? <StandingFigures memberId={memberId} told={told} /> : null}
      </Figures>
      <BehindBalance memberId={memberId} unit={unit} wallet={ask.data} onClose={() => setUnit(undefined)} />
    </>
  )
}

type BalanceWords = Readonly<{ wallet: Wallet | undefined; open: (unit: LedgerUnit) => void }>

/** Points and stored value always; bonus and debt where there are any. */
function Balances({ wallet, open }: BalanceWords) {
  const { t } = useTranslation()
  const points = wallet && <NumberText of={wallet.pointsBalance} />
  const principal = wallet && <MoneyText of={wallet.principalMinor} />
  const behind = (unit: LedgerUnit) => ({
    label: t(`parts.unit.${unit}`),
    note: t('members.page.why'),
    onOpen: () => open(unit),
  })
  return (
    <>
      <Figure {...behind('points')} value={points} />
      <Figure {...behind('principal')} value={principal} />
      {wallet && wallet.bonusMinor !== 0 ? (
        <Figure {...behind('bonus')} value={<MoneyText of={wallet.bonusMinor} />} />
      ) : null}
      {wallet && wallet.pointsDebt !== 0 ? (
        <Figure {...behind('debt')} value={<NumberText of={wallet.pointsDebt} />} />
      ) : null}
    </>
  )
}

function StandingFigures({ memberId, told }: Readonly<{ memberId: string; told: Standing }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const { standing, asOf } = told
  if (!standing) return null
  const { r, f, m } = standing
  return (
    <>
      <Figure
        label={t('members.page.spend')}
        value={<MoneyText of={standing.spendMinor} />}
        to={paths.sales({ memberId })}
      />
      <Figure
        label={t('members.page.scores')}
        value={`${r} ${f} ${m}`}
        note={t('members.page.scoresNote', { day: day(asOf) })}
        to={paths.audience({ r, f, m })}
      />
    </>
  )
}
