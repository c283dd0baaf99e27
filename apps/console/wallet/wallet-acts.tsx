import { Button, Dropdown } from 'antd'
import { DownOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { showWallet } from '#domain/wallet/contract'
import { useGo } from '#ui/kit/go.tsx'
import { ActWindow } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { AdjustForm } from './adjust-form.tsx'
import { CouponForm, CreditLineForm, PaymentForm, TransferForm } from './act-forms.tsx'
import { useLiveProgram } from './names.ts'

type Wallet = Told<typeof showWallet>
const ACTS = ['coupon', 'adjust', 'transfer', 'creditLine', 'payment'] as const
type Act = (typeof ACTS)[number]
type Of = Readonly<{ memberId: string; wallet: Wallet }>

/** What can be done with what a member holds, by what the signed-in may and the program allows. */
export function WalletActs({ memberId, wallet }: Of) {
  const { t } = useTranslation()
  const go = useGo()
  const may = useMay()
  const [act, setAct] = useState<Act | undefined>(undefined)
  const offered = useOffered(wallet)
  const close = () => setAct(undefined)
  const title = act ? t(`wallet.act.${act}`) : ''
  return (
    <>
      {may('wallet.topup') ? (
        <Button type="primary" onClick={() => go(paths.topUpMember(memberId))}>
          {t('wallet.act.topUp')}
        </Button>
      ) : null}
      {offered.length > 0 ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: offered.map((key) => ({ key, label: t(`wallet.act.${key}`) })),
            onClick: ({ key }) => setAct(key as Act),
          }}
        >
          <Button>
            {t('wallet.act.more')} <DownOutlined aria-hidden />
          </Button>
        </Dropdown>
      ) : null}
      <ActWindow title={title} open={act !== undefined} close={close}>
        {act ? <ActBody act={act} memberId={memberId} wallet={wallet} done={close} /> : null}
      </ActWindow>
    </>
  )
}

function useOffered(wallet: Wallet): readonly Act[] {
  const may = useMay()
  const program = useLiveProgram()
  const passes = program?.transfers
  const offers: Readonly<Record<Act, boolean>> = {
    coupon: may('wallet.adjust') && (program?.coupons.some((one) => !one.open) ?? false),
    adjust: may('wallet.topup'),
    transfer: may('wallet.transfer') && passes !== undefined && (passes.points || passes.storedValue),
    creditLine: may('wallet.adjust'),
    payment: may('wallet.topup') && wallet.owedMinor > 0,
  }
  return ACTS.filter((act) => offers[act])
}

function ActBody({ act, ...of }: Of & Readonly<{ act: Act; done: () => void }>) {
  if (act === 'adjust') return <AdjustForm {...of} />
  if (act === 'coupon') return <CouponForm {...of} />
  if (act === 'transfer') return <TransferForm {...of} />
  return act === 'creditLine' ? <CreditLineForm {...of} /> : <PaymentForm {...of} />
}
