import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { memberInsight } from '#domain/insight/contract'
import { showWallet } from '#domain/wallet/contract'
import { useCall } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { BehindBalance } from './behind-balance.tsx'
import { WalletFigures } from './wallet-figures.tsx'

type Standing = Told<typeof memberInsight>

/** Balances and standing; a balance opens the ledger lines that make it. */
export function Holdings({ memberId, told }: Readonly<{ memberId: string; told: Standing | undefined }>) {
  const { t } = useTranslation()
  const [unit, setUnit] = useState<string | undefined>(undefined)
  const ask = useCall(showWallet, { memberId })
  if (ask.error) return <ErrorNotice of={ask.error} again={ask.refetch} />
  return (
    <>
      <Figures>
        <WalletFigures wallet={ask.data} open={setUnit} />
        {told ? <StandingFigures memberId={memberId} told={told} /> : null}
      </Figures>
      <p className="quiet">
        <Go to={paths.wallet(memberId)}>{t('members.wallet.open')}</Go>
      </p>
      <BehindBalance memberId={memberId} unit={unit} wallet={ask.data} onClose={() => setUnit(undefined)} />
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
