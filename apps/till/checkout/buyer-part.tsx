import { CloseOutlined, UserOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { msOf } from '#base/instant'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { maskName } from '#domain/member/model/mask-name'
import { usePassName, useTierName } from '../named.ts'
import { useClock } from '../shell/seconds.ts'
import type { MemberRow } from '../till-context.ts'
import { useWords } from '../words.ts'
import { passesLeft } from './passes.ts'
import type { Sale } from './use-sale.ts'

type Words = Readonly<{ sale: Sale; onFind: () => void; onDrop: () => void; onCoupons: () => void }>

/** Who buys: named by as much as the queue may hear, what they hold, and how old that is. */
export function BuyerPart({ sale, onFind, onDrop, onCoupons }: Words) {
  const say = useWords()
  const { member } = sale
  if (member === null)
    return (
      <button type="button" className="checkout-buyer checkout-buyer-none" onClick={onFind}>
        <UserOutlined aria-hidden />
        <span>
          <strong>{say('checkout.member.pick')}</strong>
          <small>{say('checkout.member.how')}</small>
        </span>
        <kbd>F2</kbd>
      </button>
    )
  return (
    <section className="checkout-buyer" aria-label={say('checkout.act.member')}>
      <UserOutlined aria-hidden />
      <span>
        <strong>
          {maskName(member.name) || member.number} <Tier member={member} />
        </strong>
        <small className="num">
          {member.number}
          {member.tail === '' ? '' : ` · ${say('members.mobile', { tail: member.tail })}`}
        </small>
      </span>
      <Button
        type="text"
        size="large"
        icon={<CloseOutlined />}
        aria-label={say('checkout.member.drop')}
        onClick={onDrop}
      />
      <Holdings member={member} onCoupons={onCoupons} />
      <Passes member={member} />
      <Notes sale={sale} member={member} />
    </section>
  )
}

function Tier({ member }: Readonly<{ member: MemberRow }>) {
  const tierName = useTierName()
  return member.tier === null ? null : <span className="checkout-tier">{tierName(member.tier)}</span>
}

function Holdings({ member, onCoupons }: Readonly<{ member: MemberRow; onCoupons: () => void }>) {
  const say = useWords()
  const { money, number } = useFormats()
  return (
    <dl className="checkout-holdings num">
      <div>
        <dt>{say('checkout.member.points')}</dt>
        <dd>{number(member.points + member.pending.points + member.pending.earned)}</dd>
      </div>
      <div>
        <dt>{say('checkout.member.money')}</dt>
        <dd>{money(member.minor + member.pending.minor)}</dd>
      </div>
      <div>
        <dt>{say('checkout.member.coupons')}</dt>
        <dd>
          <button type="button" className="as-link checkout-tall" onClick={onCoupons}>
            {number(member.coupons.length)} <kbd>F3</kbd>
          </button>
        </dd>
      </div>
      <div>
        <dd className="quiet">
          <Age member={member} />
        </dd>
      </div>
    </dl>
  )
}

/** Passes with their uses: named, because the customer asks for them by name. */
function Passes({ member }: Readonly<{ member: MemberRow }>) {
  const say = useWords()
  const { number } = useFormats()
  const passName = usePassName()
  const passes = passesLeft(member)
  if (passes.length === 0) return null
  return (
    <p className="checkout-passes num">
      {passes
        .map(({ code, count }) => say('checkout.member.pass', { name: passName(code), n: number(count) }))
        .join(' · ')}
    </p>
  )
}

/** How old the balances are: without it they would be taken for true. */
function Age({ member: { at } }: Readonly<{ member: MemberRow }>) {
  const say = useWords()
  const { span } = useFormats()
  const now = useClock(10_000)
  if (at === null) return <small>{say('checkout.member.unsure')}</small>
  const seconds = Math.max(0, (msOf(now) - msOf(at)) / 1000)
  return (
    <small>
      {seconds < 60 ? say('checkout.member.now') : say('checkout.member.asOf', { age: span(seconds) })}
    </small>
  )
}

function Notes({ sale, member }: Readonly<{ sale: Sale; member: MemberRow }>) {
  const say = useWords()
  const { money, number } = useFormats()
  const { minor, points } = member.aside
  const aside = [
    ...(minor > 0 ? [money(minor)] : []),
    ...(points > 0 ? [say('checkout.member.asidePoints', { points: number(points) })] : []),
  ]
  const notes = [
    ...(aside.length > 0
      ? [say('checkout.member.aside', { what: aside.join(say('checkout.member.and')) })]
      : []),
    ...(member.member ? [] : [say('checkout.member.lapsed')]),
    ...(member.member && sale.scene.buyer === null ? [say('checkout.member.showCard')] : []),
    ...(member.deny ? [say('checkout.member.deny')] : []),
    ...(sale.waiting > 0 ? [say('checkout.member.couponsOffline')] : []),
  ]
  return notes.map((note) => (
    <p key={note} className="checkout-note">
      {note}
    </p>
  ))
}
