import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { add, currencyDigits, parseMoney } from '#base/money'
import type { Offer } from '#domain/wallet/model/top-up'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useNamed, usePassName } from '../named.ts'
import {
  cashierOf,
  useCashier,
  useKeys,
  usePolicy,
  useTill,
  type MemberRow,
  type TopUpRow,
} from '../till-context.ts'
import { useWords } from '../words.ts'
import { usePrinting } from '../display/use-printing.tsx'
import { topUpWordsOf } from './top-up-words.ts'
import { topUpHere, topUpRoom, type TopUpNo } from './top-up-room.ts'

const TENDERS = ['cash', 'wechat', 'alipay', 'card', 'other'] as const
type Tender = (typeof TENDERS)[number]

type Words = Readonly<{ member: MemberRow; onDone: () => void }>

/** Takes a payment into the member's stored value, by a package or any amount the program sells. */
export function TopUpForm({ member, onDone }: Words) {
  const say = useWords()
  const { money } = useFormats()
  const { program } = usePolicy()
  const [wish, setWish] = useState<Wish>({ packageCode: null, amount: '', tender: 'cash' })
  const { take, taken, busy } = useTake(member)
  const offer = useOffer(member, wish)
  const room = topUpRoom(program, member)
  useKeys({ Escape: onDone })
  const set = (part: Partial<Wish>) => setWish((before) => ({ ...before, ...part }))
  const isOffered = typeof offer !== 'string'
  if (taken !== null) return <Taken {...taken} onDone={onDone} />
  return (
    <section className="section">
      <header className="section-head">
        <h2>{say('members.topUp.title')}</h2>
        <span className="section-note">
          {room === null
            ? null
            : say(room === 0 ? 'members.topUp.noRoom' : 'members.topUp.room', { money: money(room) })}
        </span>
      </header>
      <Packages chosen={wish.packageCode} onChoose={(packageCode) => set({ packageCode, amount: '' })} />
      <div className="member-join">
        <Payment wish={wish} set={set} />
        <Outlook offer={offer} started={wish.packageCode !== null || wish.amount !== ''} />
        <div className="till-door-acts">
          <Button
            size="large"
            type="primary"
            loading={busy}
            disabled={!isOffered}
            onClick={() => (isOffered ? void take(offer, wish) : undefined)}
          >
            {say('members.topUp.go', { money: money(isOffered ? offer.paidMinor : 0) })}
          </Button>
          <Button size="large" onClick={onDone}>
            {say('shell.cancel')}
          </Button>
        </div>
      </div>
    </section>
  )
}

/** What was chosen and typed so far. */
type Wish = Readonly<{ packageCode: string | null; amount: string; tender: Tender }>

function useOffer(member: MemberRow, { packageCode, amount }: Wish): Offer | TopUpNo {
  const { program, currency } = usePolicy()
  const typed = amount.trim() === '' ? 0 : parseMoney(amount, currencyDigits(currency))
  return topUpHere(program, member, {
    packageCode,
    amountMinor: typeof typed === 'object' ? typed.amountMinor : 0,
  })
}

function Payment({ wish, set }: Readonly<{ wish: Wish; set: (part: Partial<Wish>) => void }>) {
  const say = useWords()
  const { program } = usePolicy()
  return (
    <>
      {program.storedValue.anyAmount ? (
        <label className="member-field">
          <span>{say('members.topUp.any')}</span>
          <Input
            size="large"
            className="num"
            inputMode="decimal"
            value={wish.amount}
            onChange={({ target }) => set({ packageCode: null, amount: target.value })}
          />
        </label>
      ) : null}
      <div className="member-field">
        <span>{say('members.topUp.tender')}</span>
        <Segmented
          size="large"
          value={wish.tender}
          options={TENDERS.map((value) => ({ value, label: say(`members.topUp.tenders.${value}`) }))}
          onChange={(tender) => set({ tender })}
        />
      </div>
    </>
  )
}

type Taking = Readonly<{ offer: Offer; row: TopUpRow | null }>

/** Writes it down; what it brings is head office's to say, by the same program. */
function useTake(member: MemberRow) {
  const till = useTill()
  const cashier = useCashier()
  const policy = usePolicy()
  const print = usePrinting()
  const [taken, setTaken] = useState<Taking | null>(null)
  const [busy, setBusy] = useState(false)
  const take = async (offer: Offer, { packageCode, tender }: Wish) => {
    setBusy(true)
    const body = {
      memberId: member.id,
      memberNumber: member.number,
      // An amount brings what the level it reaches brings; only a package that was chosen is named.
      packageCode,
      paidMinor: offer.paidMinor,
      tender,
      receiptNo: await till.receipts.nextNo(),
      cashier: cashierOf(cashier),
    }
    const receipt = topUpWordsOf(member, offer, policy)
    const { id } = await till.record('top_up', body, { receipt })
    const row = await till.receipts.topUpById(id)
    if (row !== null) void print.receipt(row, { copy: false })
    setBusy(false)
    setTaken({ offer, row })
  }
  return { take, taken, busy }
}

function Packages({
  chosen,
  onChoose,
}: Readonly<{ chosen: string | null; onChoose: (code: string) => void }>) {
  const say = useWords()
  const { money, number } = useFormats()
  const { program } = usePolicy()
  const named = useNamed()
  const passName = usePassName()
  return (
    <div className="till-tiles">
      {program.topUps.map((one) => (
        <button
          key={one.code}
          type="button"
          className="till-tile member-package"
          aria-pressed={one.code === chosen}
          onClick={() => onChoose(one.code)}
        >
          <span>{named(one)}</span>
          <strong className="num">{money(one.payMinor)}</strong>
          <small className="num">
            {one.bonusMinor > 0 ? say('members.topUp.bonus', { money: money(one.bonusMinor) }) : null}{' '}
            {one.points > 0
              ? say('members.topUp.points', { count: one.points, n: number(one.points) })
              : null}{' '}
            {one.passes
              .map(({ code, count }) => say('members.topUp.pass', { name: passName(code), n: number(count) }))
              .join(' · ')}
          </small>
        </button>
      ))}
    </div>
  )
}

function Outlook({ offer, started }: Readonly<{ offer: Offer | TopUpNo; started: boolean }>) {
  const say = useWords()
  const { money } = useFormats()
  if (typeof offer !== 'string')
    return (
      <p className="quiet num">
        {say('members.topUp.brings', { money: money(add(offer.paidMinor, offer.bonusMinor)) })} ·{' '}
        {say('members.topUp.where')}
      </p>
    )
  return (
    <p className={started ? 'member-unknown' : 'quiet'} role={started ? 'alert' : undefined}>
      {say(`members.topUp.no.${offer}`)}
    </p>
  )
}

function Taken({ offer, row, onDone }: Taking & Readonly<{ onDone: () => void }>) {
  const say = useWords()
  const print = usePrinting()
  const { money } = useFormats()
  return (
    <section className="section member-done" role="status">
      <h2>{say('members.topUp.done', { money: money(offer.paidMinor) })}</h2>
      <p>
        {say('members.topUp.brings', { money: money(add(offer.paidMinor, offer.bonusMinor)) })} ·{' '}
        {say('members.topUp.where')}
      </p>
      <div className="till-door-acts">
        <Button size="large" type="primary" autoFocus onClick={onDone}>
          {say('shell.done')}
        </Button>
        {row === null ? null : (
          <Button size="large" onClick={() => void print.receipt(row, { copy: true })}>
            {say('receipts.copy')}
          </Button>
        )}
      </div>
    </section>
  )
}
