import { Button } from 'antd'
import { useState } from 'react'
import type { Cashier } from '#domain/device/model/policy'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { PinPad } from '../shell/pin-pad.tsx'
import { useCashier, usePolicy, useScan, useTill } from '../till-context.ts'
import { useWords } from '../words.ts'
import { beyondAlone, whoMayAllow, type Allowance } from './allowance.ts'
import { Sheet } from './sheet.tsx'
import type { Sale } from './use-sale.ts'

type Words = Readonly<{
  sale: Sale
  onAllowed: (allowance: Allowance) => void
  /** Takes the discounts by hand off again. */
  onDrop: () => void
  onClose: () => void
}>

/** Discounts by hand that the cashier may not give alone: somebody who may shows it by their own PIN. */
export function AllowSheet({ sale, onAllowed, onDrop, onClose }: Words) {
  const say = useWords()
  const { kept } = useTill()
  const cashier = useCashier()
  const policy = usePolicy()
  const people = whoMayAllow(policy, cashier.id)
  const [chosen, choose] = useState<Cashier | null>(() => (people.length === 1 ? (people[0] ?? null) : null))
  // A scan would be taken for goods behind the sheet.
  useScan(() => true)
  const beyond = beyondAlone(sale.draft, policy, cashier)
  if (beyond === null) return null
  const { offMinor, shareBps } = beyond.given
  return (
    <Sheet title={say('checkout.allow.title')} onClose={onClose} width={520}>
      <Asked of={beyond} />
      {chosen === null ? (
        <People people={people} onChoose={choose} />
      ) : (
        <PinPad
          key={chosen.id}
          cashier={chosen}
          kept={kept}
          onIn={({ id, name }) => onAllowed({ id, name, offMinor, shareBps })}
          enterLabel={say('checkout.allow.go')}
          {...(people.length === 1 && { backLabel: say('shell.cancel') })}
          onBack={() => (people.length === 1 ? onClose() : choose(null))}
        />
      )}
      <div className="till-door-acts checkout-sheet-acts">
        <Button size="large" onClick={onDrop}>
          {say('checkout.allow.drop')}
        </Button>
      </div>
    </Sheet>
  )
}

type Beyond = NonNullable<ReturnType<typeof beyondAlone>>

function Asked({ of: { given, mostBps } }: Readonly<{ of: Beyond }>) {
  const say = useWords()
  const { money, percent } = useFormats()
  return (
    <p className="num">
      {say('checkout.allow.asked', {
        off: money(given.offMinor),
        share: percent(given.shareBps / 10_000),
        most: percent(mostBps / 10_000),
      })}
    </p>
  )
}

function People({
  people,
  onChoose,
}: Readonly<{ people: readonly Cashier[]; onChoose: (one: Cashier) => void }>) {
  const say = useWords()
  if (people.length === 0) return <p role="alert">{say('checkout.allow.nobody')}</p>
  return (
    <div className="checkout-sellers" role="group" aria-label={say('checkout.allow.who')}>
      {people.map((one, at) => (
        <button
          key={one.id}
          type="button"
          className="till-key till-key-word"
          autoFocus={at === 0}
          onClick={() => onChoose(one)}
        >
          {one.name}
        </button>
      ))}
    </div>
  )
}
