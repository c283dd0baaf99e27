import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { showWallet } from '#domain/wallet/contract'
import { Figure } from '#ui/kit/figure.tsx'
import { useUnits } from '../wallet/names.ts'
import { balanceOf, shortOf } from './wallet-balance.ts'

type Wallet = Told<typeof showWallet>
type FigureWords = Readonly<{ wallet: Wallet | undefined; open: (unit: string) => void }>

/** Points and stored value always; bonus, passes, what is owed and owed back where there are any. */
export function WalletFigures({ wallet, open }: FigureWords) {
  const shown = ['points', 'principal', ...(wallet ? furtherOf(wallet) : [])]
  return (
    <>
      {shown.map((unit) => (
        <UnitFigure key={unit} unit={unit} wallet={wallet} open={open} />
      ))}
    </>
  )
}

function furtherOf(wallet: Wallet): string[] {
  const passes = wallet.counts.filter((one) => one.kind === 'pass').map((one) => `pass:${one.code}`)
  const some = (unit: string) => (balanceOf(wallet, unit) === 0 ? [] : [unit])
  return [...some('bonus'), ...passes, ...some('debt'), ...some('on_account')]
}

function UnitFigure({ unit, wallet, open }: FigureWords & Readonly<{ unit: string }>) {
  const { t } = useTranslation()
  const units = useUnits()
  const { held, over } = wallet ? shortOf(wallet, unit) : { held: 0, over: 0 }
  const words = [
    ...(held > 0 ? [t('members.wallet.held', { amount: units.write(unit, held) })] : []),
    ...(over > 0 ? [t('members.wallet.over', { amount: units.write(unit, over) })] : []),
  ]
  return (
    <Figure
      label={units.name(unit)}
      value={wallet ? units.write(unit, balanceOf(wallet, unit)) : undefined}
      note={words.length > 0 ? words.join(t('members.wallet.and')) : t('members.page.why')}
      onOpen={() => open(unit)}
    />
  )
}
