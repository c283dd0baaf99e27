import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asked, Told } from '#base/endpoint'
import { money } from '#base/money'
import { showMember } from '#domain/member/contract'
import type { ProgramDocument } from '#domain/program/contract'
import { showWallet } from '#domain/wallet/contract'
import { previewTopUp } from '#domain/wallet/contract/top-up'
import { namedCap, roomUnder } from '#domain/wallet/model/prepaid'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Beside, Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { useMinor } from './money-item.tsx'
import { useLiveProgram } from './names.ts'
import { Packages } from './packages.tsx'
import type { Choice } from './packages.tsx'
import { Payment } from './top-up-payment.tsx'
import './wallet.css'

type Wallet = Told<typeof showWallet>
type Member = Told<typeof showMember>
export type TopUpWish = Asked<typeof previewTopUp>

/** Takes money in: a package or an amount, how it is paid, what comes in by it, then one button. */
export function TopUpPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams({ strict: false })
  const member = useCall(showMember, { id })
  const wallet = useCall(showWallet, { memberId: id })
  const program = useLiveProgram()
  return (
    <Answered ask={member}>
      {(told) => (
        <Page
          title={t('wallet.topUp.title', { name: told.name || told.number })}
          answer={wallet.data && program ? <Room program={program} wallet={wallet.data} /> : null}
          back={{ to: paths.wallet(id), label: t('wallet.page.back') }}
        >
          <Answered
            ask={{ ...wallet, data: wallet.data && program ? { held: wallet.data, program } : undefined }}
          >
            {({ program: live, held }) => (
              <TopUpSheet key={id} member={told} program={live} roomMinor={roomOf(live, held)} />
            )}
          </Answered>
        </Page>
      )}
    </Answered>
  )
}

/** Before anything is chosen: how much there is, and how much more there may be. */
function Room({ program, wallet }: Readonly<{ program: ProgramDocument; wallet: Wallet }>) {
  const { t } = useTranslation()
  const formats = useFormats()
  const held = heldOf(wallet)
  const cap = namedCap(program.prepaid)
  const room = roomOf(program, wallet)
  if (cap === null || room === null) return <>{t('wallet.topUp.held', { money: formats.money(held) })}</>
  const words = { money: formats.money(held), cap: formats.money(cap), room: formats.money(room) }
  return <>{t('wallet.topUp.room', words)}</>
}

/** What counts against the cap: bonus past its day no longer does. */
function heldOf({ principalMinor, bonusMinor, lots }: Wallet): number {
  const dead = lots
    .filter((lot) => lot.unit === 'bonus' && !lot.alive)
    .reduce((all, lot) => all + lot.remaining, 0)
  return principalMinor + bonusMinor - dead
}

const roomOf = (program: ProgramDocument, wallet: Wallet): number | null =>
  roomUnder(namedCap(program.prepaid), money(heldOf(wallet)))

type SheetWords = Readonly<{ member: Member; program: ProgramDocument; roomMinor: number | null }>

function TopUpSheet({ member, program, roomMinor }: SheetWords) {
  const { t } = useTranslation()
  const may = useMay()
  const { branches } = useMe()
  const { minorOf } = useMinor()
  const [choice, setChoice] = useState<Choice>({ packageCode: program.topUps[0]?.code, text: '' })
  const [tender, setTender] = useState<TopUpWish['tender']>('wechat')
  const [branchCode, setBranch] = useState(branches[0]?.code ?? '')
  if (program.topUps.length === 0 && !program.storedValue.anyAmount) {
    return (
      <EmptyState
        title={t('wallet.topUp.nothing')}
        actions={may('program.write') ? <Go to={paths.program}>{t('wallet.topUp.toProgram')}</Go> : null}
      >
        {t('wallet.topUp.nothingWords')}
      </EmptyState>
    )
  }
  const { packageCode } = choice
  const amountMinor = packageCode === undefined ? minorOf(choice.text) : undefined
  const what = packageCode === undefined ? { amountMinor } : { packageCode }
  const ready = packageCode !== undefined || (amountMinor ?? 0) > 0
  const wish: TopUpWish | undefined = ready ? { memberId: member.id, ...what, tender, branchCode } : undefined
  return (
    <Beside>
      <Section title={t('wallet.topUp.choose')}>
        <Packages program={program} choice={choice} choose={setChoice} />
      </Section>
      <Payment
        wish={wish}
        tender={tender}
        setTender={setTender}
        branchCode={branchCode}
        setBranch={setBranch}
        roomMinor={roomMinor}
      />
    </Beside>
  )
}
