import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { showMember } from '#domain/member/contract'
import { showWallet } from '#domain/wallet/contract'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Figures } from '#ui/kit/figure.tsx'
import { Beside, Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { BehindBalance } from '../members/behind-balance.tsx'
import { WalletFigures } from '../members/wallet-figures.tsx'
import { WalletLots } from '../members/wallet-lots.tsx'
import { paths } from '../paths.ts'
import { Account } from './account-part.tsx'
import { CouponsPart } from './coupons-part.tsx'
import { LatestCorrections, LatestTopUps } from './latest.tsx'
import { useUnits } from './names.ts'
import { WalletActs } from './wallet-acts.tsx'
import './wallet.css'

type Wallet = Told<typeof showWallet>

/** What one member holds: every balance, what can be spent of it, and every lot it lies in. */
export function WalletPage() {
  const { id = '' } = useParams({ strict: false })
  const member = useCall(showMember, { id })
  const wallet = useCall(showWallet, { memberId: id })
  return (
    <Answered ask={member}>
      {({ name, number, withdrawnAt }) => (
        <Answered ask={wallet}>
          {(told) => (
            <WalletSheet
              key={id}
              memberId={id}
              name={name || number}
              active={withdrawnAt === null}
              wallet={told}
            />
          )}
        </Answered>
      )}
    </Answered>
  )
}

type SheetWords = Readonly<{ memberId: string; name: string; active: boolean; wallet: Wallet }>

function WalletSheet({ memberId, name, active, wallet }: SheetWords) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const [unit, setUnit] = useState<string | undefined>(undefined)
  return (
    <Page
      title={t('wallet.page.title', { name })}
      answer={t('wallet.page.answer', {
        points: number(wallet.pointsAvailable),
        money: money(wallet.principalAvailable + wallet.bonusAvailable),
      })}
      actions={active ? <WalletActs memberId={memberId} wallet={wallet} /> : null}
      back={{ to: paths.member(memberId), label: name }}
    >
      <Figures>
        <WalletFigures wallet={wallet} open={setUnit} />
      </Figures>
      <BehindBalance memberId={memberId} unit={unit} wallet={wallet} onClose={() => setUnit(undefined)} />
      <Beside>
        <Lots wallet={wallet} open={setUnit} />
        <div>
          <CouponsPart memberId={memberId} />
          <Account memberId={memberId} />
          <LatestTopUps memberId={memberId} />
          <LatestCorrections memberId={memberId} />
        </div>
      </Beside>
    </Page>
  )
}

/** What members ask for most stands first. */
const FIRST = ['points', 'principal', 'bonus']

/** Coupons stand in their own list, one by one with their state. */
function Lots({ wallet, open }: Readonly<{ wallet: Wallet; open: (unit: string) => void }>) {
  const { t } = useTranslation()
  const units = useUnits()
  const held = new Set(wallet.lots.map((lot) => lot.unit))
  const passes = [...held].filter((unit) => unit.startsWith('pass:')).toSorted()
  const shown = [...FIRST.filter((unit) => held.has(unit)), ...passes]
  return (
    <div>
      {shown.length === 0 ? (
        <Section title={t('wallet.page.lots')}>
          <p className="quiet">{t('members.wallet.noLots')}</p>
        </Section>
      ) : null}
      {shown.map((unit) => (
        <Section
          key={unit}
          title={units.name(unit)}
          note={t('wallet.page.lots')}
          actions={
            <button type="button" className="as-link" onClick={() => open(unit)}>
              {t('members.page.why')}
            </button>
          }
        >
          <WalletLots wallet={wallet} unit={unit} />
        </Section>
      ))}
    </div>
  )
}
