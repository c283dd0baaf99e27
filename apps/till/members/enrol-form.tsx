import { ArrowLeftOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Segmented } from 'antd'
import { useEffect, useState, type FormEvent, type ReactNode } from 'react'
import type { MemberRow, Till } from '../till-context.ts'
import { cashierOf, useCashier, useScan, useTill } from '../till-context.ts'
import { useWords } from '../words.ts'
import { enrolmentOf, faultOf, NO_ANSWERS, type Answers } from './enrolment.ts'
import { codeIn } from './scanned-code.ts'

type Words = Readonly<{ card: string | null; onBack: () => void; onDone: (id: string) => void }>

/** Enrols somebody on the spot. Consent is theirs: nothing is ticked beforehand. */
export function EnrolForm({ card, onBack, onDone }: Words) {
  const say = useWords()
  const till = useTill()
  const cashier = useCashier()
  const [answers, setAnswers] = useState<Answers>({ ...NO_ANSWERS, card })
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const owner = useOwner(till, answers)
  const fault = faultOf(answers)
  const set = (part: Partial<Answers>) => setAnswers((before) => ({ ...before, ...part }))
  useScan((text) => set({ card: codeIn(text) }))

  const enrol = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (fault !== null || owner.card !== null || busy) return
    setBusy(true)
    const id = till.newId()
    const number = answers.card ?? (await till.nextMemberNumber())
    const enrolment = enrolmentOf(answers, { id, number, branchId: till.identity.store })
    await till.record('enrolment', { enrolment, cashier: cashierOf(cashier) }, { id })
    onDone(id)
  }
  return (
    <article className="till-page">
      <button type="button" className="as-link member-back" onClick={onBack}>
        <ArrowLeftOutlined aria-hidden /> {say('members.title')}
      </button>
      <h1>{say('members.join.title')}</h1>
      <form className="member-join" onSubmit={(event) => void enrol(event)}>
        <Person answers={answers} set={set} />
        {owner.mobile === null ? null : (
          <p className="member-unknown">
            {say('members.join.known', { name: owner.mobile.name || owner.mobile.number })}
          </p>
        )}
        <CardNumber card={answers.card} taken={owner.card !== null} onDrop={() => set({ card: null })} />
        <Consent answers={answers} set={set} />
        {tried && fault !== null ? (
          <p className="member-unknown" role="alert">
            {say(`members.join.${fault}`)}
          </p>
        ) : null}
        <Button size="large" type="primary" htmlType="submit" loading={busy}>
          {say('members.join.go')}
        </Button>
      </form>
    </article>
  )
}

type Part = Readonly<{ answers: Answers; set: (part: Partial<Answers>) => void }>

function Person({ answers, set }: Part) {
  const say = useWords()
  return (
    <>
      <Labelled label={say('members.join.name')}>
        <Input
          size="large"
          autoFocus
          maxLength={120}
          value={answers.name}
          onChange={(e) => set({ name: e.target.value })}
        />
      </Labelled>
      <Labelled label={say('members.join.mobile')}>
        <Input
          size="large"
          className="num"
          inputMode="tel"
          maxLength={20}
          value={answers.mobile}
          onChange={(e) => set({ mobile: e.target.value })}
        />
      </Labelled>
      <Labelled label={say('members.join.birthOn')}>
        <Input
          size="large"
          className="num"
          type="date"
          value={answers.birthOn}
          onChange={(e) => set({ birthOn: e.target.value })}
        />
      </Labelled>
      <div className="member-field">
        <span>{say('members.join.gender')}</span>
        <Segmented
          size="large"
          value={answers.gender ?? ''}
          options={[
            { value: '', label: '–' },
            { value: 'female', label: say('parts.gender.female') },
            { value: 'male', label: say('parts.gender.male') },
          ]}
          onChange={(value) => set({ gender: value === 'female' || value === 'male' ? value : null })}
        />
      </div>
    </>
  )
}

function CardNumber({
  card,
  taken,
  onDrop,
}: Readonly<{ card: string | null; taken: boolean; onDrop: () => void }>) {
  const say = useWords()
  return (
    <div className="member-field">
      <span>{say('members.join.number')}</span>
      {card === null ? (
        <span className="quiet">{say('members.join.card')}</span>
      ) : (
        <span>
          <strong className="num">{say('members.join.printed', { number: card })}</strong>{' '}
          <button type="button" className="as-link" onClick={onDrop}>
            {say('members.join.dropCard')}
          </button>
          {taken ? (
            <span className="member-unknown" role="alert">
              {say('members.join.taken', { number: card })}
            </span>
          ) : null}
        </span>
      )}
    </div>
  )
}

function Consent({ answers, set }: Part) {
  const say = useWords()
  const { channels } = answers
  const tick = (channel: 'sms' | 'email', on: boolean) =>
    set({ channels: on ? [...channels, channel] : channels.filter((one) => one !== channel) })
  return (
    <fieldset className="member-consent">
      <legend>{say('members.join.consent')}</legend>
      <Checkbox checked={channels.includes('sms')} onChange={(e) => tick('sms', e.target.checked)}>
        {say('members.join.sms')}
      </Checkbox>
      <Checkbox checked={channels.includes('email')} onChange={(e) => tick('email', e.target.checked)}>
        {say('members.join.email')}
      </Checkbox>
      {channels.includes('email') ? (
        <Input
          size="large"
          inputMode="email"
          maxLength={200}
          aria-label={say('members.join.emailOf')}
          placeholder={say('members.join.emailOf')}
          value={answers.email}
          onChange={(e) => set({ email: e.target.value })}
        />
      ) : null}
      <small className="quiet">{say('members.join.consentHow')}</small>
    </fieldset>
  )
}

function Labelled({ label, children }: Readonly<{ label: string; children: ReactNode }>) {
  return (
    <label className="member-field">
      <span>{label}</span>
      {children}
    </label>
  )
}

/** Who has the card or the mobile number already, as far as this till knows. */
function useOwner({ members }: Till, { card, mobile }: Answers) {
  const [owner, setOwner] = useState<Readonly<{ card: MemberRow | null; mobile: MemberRow | null }>>({
    card: null,
    mobile: null,
  })
  useEffect(() => {
    let stale = false
    const look = async () => {
      const ofCard = card === null ? null : await members.byCard(card)
      const found = mobile.trim().length >= 7 ? await members.find(mobile, 1) : []
      if (!stale) setOwner({ card: ofCard, mobile: found[0] ?? null })
    }
    void look()
    return () => {
      stale = true
    }
  }, [members, card, mobile])
  return owner
}
