import { Button } from 'antd'
import { useState } from 'react'
import { businessDay } from '#base/instant'
import type { BurnRefusal } from '#domain/device/model/offline'
import { readShownText } from '#domain/device/model/reservation'
import type { Gift } from '#domain/program/model/rewards'
import type { GiftMiss } from '#domain/reward/contract'
import { missGift } from '#domain/reward/model/gift'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { burnHere } from '../burn.ts'
import { useNamed } from '../named.ts'
import {
  cashierOf,
  useCashier,
  useKeys,
  useOnline,
  usePolicy,
  useScan,
  useTill,
  type MemberRow,
} from '../till-context.ts'
import { useWords, type Word } from '../words.ts'

type Words = Readonly<{ member: MemberRow; onDone: () => void }>

/** Hands out a gift for points. The points are set aside first: by head office, or by the member's own phone. */
export function GiftForm({ member, onDone }: Words) {
  const say = useWords()
  const named = useNamed()
  const { chosen, given, no, trouble, busy, choose, give } = useGiving(member)
  useKeys({ Escape: onDone })
  if (given !== null)
    return (
      <section className="section member-done" role="status">
        <h2>{say('members.gift.done', { name: named(given) })}</h2>
        <Button size="large" type="primary" autoFocus onClick={onDone}>
          {say('shell.done')}
        </Button>
      </section>
    )
  return (
    <section className="section">
      <header className="section-head">
        <h2>{say('members.gift.title')}</h2>
      </header>
      <Gifts member={member} chosen={chosen} onChoose={choose} />
      {no === null ? null : (
        <p className="member-unknown" role="alert">
          {say(no)}
        </p>
      )}
      <ErrorNotice of={trouble} />
      {chosen === null ? null : <Aside />}
      <div className="till-door-acts member-acts">
        <Button
          size="large"
          type="primary"
          disabled={chosen === null}
          loading={busy}
          onClick={() => void give()}
        >
          {say('members.gift.go')}
        </Button>
        <Button size="large" onClick={onDone}>
          {say('shell.cancel')}
        </Button>
      </div>
    </section>
  )
}

type GiftsWords = Readonly<{ member: MemberRow; chosen: Gift | null; onChoose: (gift: Gift) => void }>

function Gifts({ member, chosen, onChoose }: GiftsWords) {
  const say = useWords()
  const { number } = useFormats()
  const named = useNamed()
  const gifts = useGifts(member)
  if (gifts.length === 0) return <p className="quiet">{say('members.gift.none')}</p>
  return (
    <ul className="till-rows">
      {gifts.map(({ gift, miss }) => (
        <li key={gift.code}>
          <button
            type="button"
            className="till-row"
            disabled={miss !== null}
            aria-current={chosen?.code === gift.code}
            onClick={() => onChoose(gift)}
          >
            <strong>{named(gift)}</strong>
            <span className="num">
              {say('members.gift.cost', { points: number(gift.points) })}{' '}
              <small>{miss === null ? null : say(`members.gift.no.${miss}`)}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** How points are set aside when nobody answers. */
function Aside() {
  const say = useWords()
  const { deviceCode } = usePolicy()
  return useOnline() ? null : <p>{say('members.gift.offline', { code: deviceCode })}</p>
}

type Offered = Readonly<{ gift: Gift; miss: GiftMiss | null }>

/** Gifts that cost points alone, each with why it cannot be had now. Gifts with money on top are a sale. */
function useGifts(member: MemberRow): readonly Offered[] {
  const till = useTill()
  const { program, zone, closingHour, storeCode } = usePolicy()
  const on = businessDay(till.now(), zone, closingHour)
  const asking = {
    buyer: member.member ? { tier: member.tier } : null,
    on,
    branchCode: storeCode,
    // How often it was taken elsewhere only head office knows; it decides when the event arrives.
    taken: 0,
    count: 1,
    free: member.points + member.pending.points,
  }
  return program.gifts
    .filter((gift) => gift.addMinor === 0)
    .map((gift) => ({ gift, miss: missGift(gift, asking) }))
}

function useGiving(member: MemberRow) {
  const hand = useHand(member)
  const { take } = useTill().reservations
  const [chosen, setChosen] = useState<Gift | null>(null)
  const [given, setGiven] = useState<Gift | null>(null)
  const [no, setNo] = useState<Word | null>(null)
  const [trouble, setTrouble] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  // The code on the member's phone: head office set points aside there, by its signature.
  useScan((text) => {
    if (readShownText(text) === null) return false
    void take(text).then((taken) => setNo(typeof taken === 'string' ? `members.burn.${taken}` : null))
    return true
  })
  const give = async () => {
    if (chosen === null || busy) return
    setBusy(true)
    setTrouble(null)
    try {
      const refused = await hand(chosen)
      if (refused === null) setGiven(chosen)
      else setNo(`members.burn.${refused}`)
    } catch (reason) {
      setTrouble(reason)
    }
    setBusy(false)
  }
  const choose = (gift: Gift) => {
    setNo(null)
    setChosen(gift)
  }
  return { chosen, given, no, trouble, busy, choose, give }
}

/** Hands one gift out, or says why not; asks head office to set the points aside when there is a line. */
function useHand(member: MemberRow): (gift: Gift) => Promise<BurnRefusal | null> {
  const till = useTill()
  const policy = usePolicy()
  const cashier = useCashier()
  const online = useOnline()
  return async ({ code, points }) => {
    const burning = { memberId: member.id, units: { minor: 0, points }, coupons: [] }
    let allowed = await burnHere(till, policy, burning)
    if (typeof allowed === 'string' && online) {
      await till.reservations.ask(burning)
      allowed = await burnHere(till, policy, burning)
    }
    if (typeof allowed === 'string') return allowed
    const { way, reservation } = allowed
    const who = { memberId: member.id, memberNumber: member.number, cashier: cashierOf(cashier) }
    await till.record('gift', { ...who, giftCode: code, count: 1, points, way }, { reservation })
    return null
  }
}
