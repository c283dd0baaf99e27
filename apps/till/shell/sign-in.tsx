import { Input } from 'antd'
import { useState } from 'react'
import type { Cashier, Policy } from '#domain/device/model/policy'
import { Seal } from '#ui/kit/seal.tsx'
import type { Kept, Person } from '../till-context.ts'
import { useWords } from '../words.ts'
import { PinPad } from './pin-pad.tsx'
import { Tongues } from './tongues.tsx'

/** More people than this are found by typing. */
const MANY = 12

type Words = Readonly<{ policy: Policy; kept: Kept; onIn: (person: Person) => void }>

/** Who is at the till: a tile each, then the PIN, checked here by what the policy brought. */
export function SignIn({ policy, kept, onIn }: Words) {
  const [chosen, setChosen] = useState<Cashier | null>(null)
  return (
    <main className="till-door till-sign-in">
      <header>
        <Seal size={44} />
        <span>
          <strong>{policy.storeName}</strong>
          <small>
            {policy.chainName} · <span className="num">{policy.deviceCode}</span>
          </small>
        </span>
        <Tongues />
      </header>
      {chosen ? (
        <PinPad key={chosen.id} cashier={chosen} kept={kept} onIn={onIn} onBack={() => setChosen(null)} />
      ) : (
        <People cashiers={policy.cashiers} onChoose={setChosen} />
      )}
    </main>
  )
}

type PeopleWords = Readonly<{ cashiers: readonly Cashier[]; onChoose: (cashier: Cashier) => void }>

function People({ cashiers, onChoose }: PeopleWords) {
  const say = useWords()
  const [wanted, setWanted] = useState('')
  const many = cashiers.length > MANY
  const shown = cashiers.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()))
  return (
    <>
      <h1>{say('shell.signIn.title')}</h1>
      {cashiers.length === 0 ? <p>{say('shell.signIn.nobody')}</p> : null}
      {many ? (
        <Input
          size="large"
          autoFocus
          allowClear
          value={wanted}
          aria-label={say('shell.signIn.find')}
          placeholder={say('shell.signIn.find')}
          onChange={({ target }) => setWanted(target.value)}
        />
      ) : null}
      <ul className="till-tiles">
        {shown.map((cashier, at) => (
          <li key={cashier.id}>
            <Tile cashier={cashier} first={at === 0 && !many} onChoose={() => onChoose(cashier)} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Tile({
  cashier,
  first,
  onChoose,
}: Readonly<{ cashier: Cashier; first: boolean; onChoose: () => void }>) {
  const say = useWords()
  return (
    <button type="button" className="till-tile" autoFocus={first} onClick={onChoose}>
      <span className="till-tile-sign" aria-hidden>
        {[...cashier.name][0] ?? ''}
      </span>
      <span>{cashier.name}</span>
      {cashier.pin === null ? <small>{say('shell.signIn.noPin')}</small> : null}
    </button>
  )
}
