import { ArrowLeftOutlined, GiftOutlined, ShoppingOutlined, WalletOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { msOf, type Instant } from '#base/instant'
import { summedPasses } from '#domain/device/model/reservation'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useNews } from '../checkout/use-read.ts'
import { usePassName, useTierName } from '../named.ts'
import { chooseMember } from '../shell/chosen.ts'
import { goTo } from '../shell/places.ts'
import { useClock } from '../shell/seconds.ts'
import { useKeys, useMayWrite, useTill, type MemberRow } from '../till-context.ts'
import { useWords } from '../words.ts'
import { GiftForm } from './gift-form.tsx'
import { TopUpForm } from './top-up-form.tsx'

type Doing = 'looking' | 'topping up' | 'giving'

/** One member: what they hold and how old that is, and what can be done for them here. */
export function MemberPart({ id, onBack }: Readonly<{ id: string; onBack: () => void }>) {
  const say = useWords()
  const [doing, setDoing] = useState<Doing>('looking')
  const [row, again] = useMember(id)
  const mayWrite = useMayWrite()
  const looking = doing === 'looking' && row !== null && mayWrite
  const sell = () => {
    chooseMember(row)
    goTo('checkout')
  }
  useKeys({ F2: sell, F3: () => setDoing('topping up'), F4: () => setDoing('giving') }, looking)
  if (row === null) return null
  const back = () => {
    setDoing('looking')
    again()
  }
  return (
    <article className="till-page">
      <button type="button" className="as-link member-back" onClick={onBack}>
        <ArrowLeftOutlined aria-hidden /> {say('members.title')}
      </button>
      <header className="till-page-head">
        <Who row={row} />
        {looking ? (
          <div className="till-door-acts">
            <Button size="large" type="primary" icon={<ShoppingOutlined aria-hidden />} onClick={sell}>
              {say('members.act.sell')} <kbd>F2</kbd>
            </Button>
            <Button size="large" icon={<WalletOutlined aria-hidden />} onClick={() => setDoing('topping up')}>
              {say('members.act.topUp')} <kbd>F3</kbd>
            </Button>
            <Button size="large" icon={<GiftOutlined aria-hidden />} onClick={() => setDoing('giving')}>
              {say('members.act.gift')} <kbd>F4</kbd>
            </Button>
          </div>
        ) : null}
      </header>
      <Holdings row={row} />
      {doing === 'topping up' ? <TopUpForm member={row} onDone={back} /> : null}
      {doing === 'giving' ? <GiftForm member={row} onDone={back} /> : null}
    </article>
  )
}

/** The member as kept here, read anew when sync brought something. */
function useMember(id: string): readonly [MemberRow | null, () => void] {
  const { members } = useTill()
  const news = useNews()
  const [row, setRow] = useState<MemberRow | null>(null)
  const read = useCallback(() => void members.byId(id).then(setRow), [members, id])
  useEffect(read, [read, news])
  return [row, read]
}

function Who({ row }: Readonly<{ row: MemberRow }>) {
  const say = useWords()
  const tierName = useTierName()
  return (
    <div>
      <h1>{row.name || row.number}</h1>
      <p className="till-page-answer num">
        {row.number}
        {row.tail === '' ? '' : ` · ${say('members.mobile', { tail: row.tail })}`} ·{' '}
        {row.member
          ? row.tier === null
            ? say('members.noTier')
            : tierName(row.tier)
          : say('members.notMember')}
      </p>
    </div>
  )
}

function Holdings({ row }: Readonly<{ row: MemberRow }>) {
  const say = useWords()
  const { money, number, signed } = useFormats()
  const { pending } = row
  return (
    <>
      <div className="figures member-figures">
        <Holding label={say('members.points')} value={number(row.points)} at={row.at}>
          {pending.points === 0 ? null : say('members.since', { change: signed(pending.points) })}
          {pending.earned === 0 ? null : ` ${say('members.provisional', { points: signed(pending.earned) })}`}
        </Holding>
        <Holding label={say('members.money')} value={money(row.minor)} at={row.at}>
          {pending.minor === 0
            ? null
            : say('members.since', { change: `${pending.minor > 0 ? '+' : ''}${money(pending.minor)}` })}
        </Holding>
        <Holding
          label={say('members.coupons')}
          value={say('members.couponsHere', { count: row.coupons.length, n: number(row.coupons.length) })}
          at={row.at}
        >
          {row.coupons.map(({ id, code }) => (
            <span key={id} className="member-coupon">
              {code}
            </span>
          ))}
        </Holding>
      </div>
      <Passes row={row} />
      {row.at === null ? <p className="quiet">{say('members.fresh')}</p> : null}
      {row.deny ? (
        <p className="member-unknown" role="alert">
          {say('members.deny')}
        </p>
      ) : null}
    </>
  )
}

/** Passes the member has, with what this till took of them since. */
function Passes({ row }: Readonly<{ row: MemberRow }>) {
  const say = useWords()
  const { number } = useFormats()
  const passName = usePassName()
  const passes = summedPasses(row.passes, row.pending.passes).filter(({ count }) => count > 0)
  if (passes.length === 0) return null
  return (
    <p className="num">
      {say('members.passes')}{' '}
      {passes.map(({ code, count }) => (
        <span key={code} className="member-coupon">
          {say('members.passUses', { name: passName(code), n: number(count) })}
        </span>
      ))}
    </p>
  )
}

type HoldingWords = Readonly<{ label: string; value: string; at: Instant | null; children: ReactNode }>

function Holding({ label, value, at, children }: HoldingWords) {
  return (
    <div className="figure">
      <span className="figure-label">{label}</span>
      <span className="figure-value num">{value}</span>
      <span className="figure-note">
        <Age at={at} />
      </span>
      <span className="figure-note">{children}</span>
    </div>
  )
}

/** How old what head office told is: a balance without its age would be taken for true. */
function Age({ at }: Readonly<{ at: Instant | null }>) {
  const say = useWords()
  const { span } = useFormats()
  const now = useClock(10_000)
  if (at === null) return <>{say('members.never')}</>
  const seconds = Math.max(0, (msOf(now) - msOf(at)) / 1000)
  return <>{seconds < 60 ? say('members.asOfNow') : say('members.asOf', { age: span(seconds) })}</>
}
