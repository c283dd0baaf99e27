import { Tag } from 'antd'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { showWallet } from '#domain/wallet/contract'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { useUnits } from '../wallet/names.ts'
import { causePath, useOriginName } from './cause-name.ts'

type Wallet = Told<typeof showWallet>
type Lot = Wallet['lots'][number]

/** What is left of a unit by where it came from, the next to end first. */
export function WalletLots({ wallet, unit }: Readonly<{ wallet: Wallet; unit: string }>) {
  const { t } = useTranslation()
  const lots = wallet.lots.filter((lot) => lot.unit === unit && lot.remaining !== 0)
  if (lots.length === 0) return <p className="quiet">{t('members.wallet.noLots')}</p>
  return (
    <ul className="lines">
      {lots.map((lot) => (
        <LotRow key={lot.id} lot={lot} />
      ))}
    </ul>
  )
}

function LotRow({ lot }: Readonly<{ lot: Lot }>) {
  const { t } = useTranslation()
  const { id: memberId = '' } = useParams({ strict: false })
  const { day } = useFormats()
  const units = useUnits()
  const originName = useOriginName()
  const { unit, remaining, amount, expiresOn, alive } = lot
  const to = causePath({ kind: lot.originKind, id: lot.originId, memberId })
  const name = originName(lot.originKind)
  return (
    <li>
      <span className="lines-what">
        <strong>{to === null ? name : <Go to={to}>{name}</Go>}</strong>
        <MomentText of={lot.openedAt} />
        <span className="num">
          {expiresOn === null
            ? t('members.behind.never')
            : t(alive ? 'members.behind.expires' : 'members.wallet.died', { day: day(expiresOn) })}
        </span>
      </span>
      <span className="lines-numbers num">
        <strong>{units.write(unit, remaining)}</strong>
        {remaining === amount ? null : (
          <span>{t('members.wallet.of', { amount: units.write(unit, amount) })}</span>
        )}
        {alive ? null : <Tag>{t('members.wallet.dead')}</Tag>}
      </span>
    </li>
  )
}
