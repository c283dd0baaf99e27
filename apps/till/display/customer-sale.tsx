import { useEffect, useRef } from 'react'
import { useFormats } from '#ui/kit/surroundings.tsx'
import type { ShownMember, ShownSale, ShownThanks } from '../checkout/display-message.ts'
import { useWords } from '../words.ts'

/** The sale as the customer follows it: who they are, what is in the basket, what they save and what they owe. */
export function CustomerSale({ sale }: Readonly<{ sale: ShownSale }>) {
  const say = useWords()
  const { number } = useFormats()
  const { kind, member, lines, hints, earns } = sale
  return (
    <div className="customer-sale">
      <section className="customer-basket">
        <h1>
          {say(kind === 'return' ? 'display.sale.return' : 'display.sale.title')}
          <small className="num">
            {say('display.sale.lines', { count: lines.length, n: number(lines.length) })}
          </small>
        </h1>
        <Lines sale={sale} />
      </section>
      <aside className="customer-side">
        {member === null ? (
          <p className="customer-guest">{say('display.sale.guest')}</p>
        ) : (
          <Who member={member} />
        )}
        {hints.map((hint) => (
          <p key={hint} className="customer-hint">
            {hint}
          </p>
        ))}
        <Owed sale={sale} />
        {earns === null || earns === 0 ? null : (
          <p className="customer-earns num">
            {say('display.sale.earns', { count: earns, n: number(earns) })}
          </p>
        )}
      </aside>
    </div>
  )
}

function Lines({ sale: { lines } }: Readonly<{ sale: ShownSale }>) {
  const say = useWords()
  const { money } = useFormats()
  const end = useRef<HTMLLIElement>(null)
  // What was scanned last is what the customer looks for.
  useEffect(() => {
    if (lines.length > 0) end.current?.scrollIntoView({ block: 'nearest' })
  }, [lines.length])
  return (
    <ol className="customer-lines">
      {lines.map((line, at) => (
        <li key={`${at} ${line.name}`} ref={at === lines.length - 1 ? end : undefined}>
          <span>
            {line.name} <small className="num">× {line.quantity}</small>
          </span>
          <span className="num">
            {line.savedMinor > 0 ? (
              <small className="customer-saves">
                {say('display.sale.savedLine', { money: money(line.savedMinor) })}
              </small>
            ) : null}{' '}
            <strong>{money(line.chargedMinor)}</strong>
          </span>
        </li>
      ))}
    </ol>
  )
}

function Who({ member: { nameMasked, tier, points, minor } }: Readonly<{ member: ShownMember }>) {
  const say = useWords()
  const { money, number } = useFormats()
  return (
    <div className="customer-who">
      <strong>{say('display.sale.member', { name: nameMasked })}</strong>
      <span className="customer-facts num">
        {tier === null ? null : <b>{tier}</b>}
        {points === null ? null : <span>{say('display.sale.points', { n: number(points) })}</span>}
        {minor === null ? null : <span>{say('display.sale.money', { money: money(minor) })}</span>}
      </span>
    </div>
  )
}

function Owed({ sale: { kind, totalMinor, savedMinor } }: Readonly<{ sale: ShownSale }>) {
  const say = useWords()
  const { money } = useFormats()
  return (
    <div className="customer-owed">
      {savedMinor > 0 ? (
        <p className="customer-saved num">{say('display.sale.saved', { money: money(savedMinor) })}</p>
      ) : null}
      <span>{say(kind === 'return' ? 'display.sale.totalBack' : 'display.sale.total')}</span>
      <strong className="num">{money(totalMinor)}</strong>
    </div>
  )
}

/** After paying: the change first, for it is what the hand is held out for. */
export function CustomerThanks({ thanks }: Readonly<{ thanks: ShownThanks }>) {
  const say = useWords()
  const { money, number } = useFormats()
  const { kind, paidMinor, changeMinor, savedMinor, earned, member } = thanks
  const back = kind === 'return'
  return (
    <div className="customer-thanks" role="status">
      <h1>{say(back ? 'display.thanks.titleBack' : 'display.thanks.title')}</h1>
      {changeMinor > 0 ? (
        <p className="customer-change">
          <span>{say('display.thanks.change')}</span>
          <strong className="num">{money(changeMinor)}</strong>
        </p>
      ) : null}
      <p className="customer-paid num">
        {say(back ? 'display.thanks.paidBack' : 'display.thanks.paid')} {money(paidMinor)}
      </p>
      {savedMinor > 0 && !back ? (
        <p className="customer-saved num">{say('display.thanks.saved', { money: money(savedMinor) })}</p>
      ) : null}
      {member === null || earned === null || earned === 0 ? null : (
        <p className="customer-earns num">
          {say(earned < 0 ? 'display.thanks.back' : 'display.thanks.earned', { n: number(Math.abs(earned)) })}
          <small>{say('display.thanks.provisional')}</small>
        </p>
      )}
      {back ? null : <p className="customer-bye">{say('display.thanks.bye')}</p>}
    </div>
  )
}
