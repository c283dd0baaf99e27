import { App } from 'antd'
import { useRef, useState } from 'react'
import { askDisplay, useDisplayAnswer } from '../display/tell-display.ts'
import { enrolmentOf, NO_ANSWERS } from '../members/enrolment.ts'
import { cashierOf, useCashier, useTill, type MemberRow } from '../till-context.ts'
import { useWords } from '../words.ts'

type About = 'mobile' | 'join'

/** What the customer was asked on their own screen, and the way to ask. */
export type Asking = Readonly<{ about: About | null; ask: (about: About | null) => void }>

/** Asks the customer for a mobile number, to be found by it or to join with it; whoever it is becomes the buyer. */
export function useAsking(onMember: (row: MemberRow) => void): Asking {
  const say = useWords()
  const { members } = useTill()
  const { message } = App.useApp()
  const [about, setAbout] = useState<About | null>(null)
  const join = useJoin()
  const answered = async (wanted: About, mobile: string, consent: boolean) => {
    const [known] = await members.find(mobile, 1)
    if (known) return onMember(known)
    if (wanted === 'mobile')
      return void message.warning(say('checkout.member.notFound', { tail: mobile.slice(-4) }))
    const row = await join(mobile, consent)
    if (row === null) return
    onMember(row)
    void message.success(say('checkout.member.joined', { name: row.name || row.number }))
  }
  useDisplayAnswer((said) => {
    if (about === null) return
    setAbout(null)
    if (said.t === 'declined') void message.info(say('checkout.member.declined'))
    else void answered(about, said.mobile, said.consent)
  })
  return {
    about,
    ask: (next) => {
      askDisplay(next)
      setAbout(next)
    },
  }
}

/** Enrols somebody by the number they typed themselves; consent is their own tick. Answers the member as kept here. */
function useJoin(): (mobile: string, consent: boolean) => Promise<MemberRow | null> {
  const till = useTill()
  const cashier = useCashier()
  // One question joins one member, however often its answer is heard.
  const joining = useRef(false)
  return async (mobile, consent) => {
    if (joining.current) return null
    joining.current = true
    try {
      const id = till.newId()
      const naming = { id, number: await till.nextMemberNumber(), branchId: till.identity.store }
      const answers = { ...NO_ANSWERS, mobile, channels: consent ? (['sms'] as const) : [] }
      await till.record(
        'enrolment',
        { enrolment: enrolmentOf(answers, naming), cashier: cashierOf(cashier) },
        { id },
      )
      return await till.members.byId(id)
    } finally {
      joining.current = false
    }
  }
}
