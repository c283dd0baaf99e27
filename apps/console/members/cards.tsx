import { Button, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { memberCards } from '#domain/member/contract/card'
import { useCall } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Facts, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { ActWindow } from './act-form.tsx'
import { CardActForm } from './card-acts.tsx'
import type { CardAct } from './card-acts.tsx'

type Cards = Told<typeof memberCards>

/** The card in force and its PIN, what can be done about them, and everything that was. */
export function MemberCards({ memberId, active }: Readonly<{ memberId: string; active: boolean }>) {
  const { t } = useTranslation()
  const may = useMay()
  const ask = useCall(memberCards, { memberId })
  return (
    <Section title={t('members.card.title')}>
      <Answered ask={ask}>
        {(cards) => (
          <>
            <CardFacts cards={cards} />
            {active && may('member.write') ? <CardActs memberId={memberId} cards={cards} /> : null}
            <CardHistory cards={cards} />
          </>
        )}
      </Answered>
    </Section>
  )
}

function CardFacts({ cards }: Readonly<{ cards: Cards }>) {
  const { t } = useTranslation()
  const { moment } = useFormats()
  const { pin } = cards
  const pinWords = () => {
    if (pin.state !== 'locked') return t(`members.card.pinState.${pin.state}`)
    return pin.lockedUntil === null
      ? t('members.card.pinShut')
      : t('members.card.pinPause', { moment: moment(pin.lockedUntil) })
  }
  const state = (
    <Tag color={cards.state === 'good' ? 'success' : 'error'}>{t(`members.card.state.${cards.state}`)}</Tag>
  )
  const rows = [
    {
      label: t('members.card.inForce'),
      value: (
        <>
          <span className="num">{cards.number}</span> {state}
        </>
      ),
    },
    { label: t('members.card.pin'), value: <span className="num">{pinWords()}</span> },
  ]
  return <Facts rows={rows} />
}

/** What makes sense now: a lost card can be found, a good one can be lost; both can be replaced. */
function CardActs({ memberId, cards }: Readonly<{ memberId: string; cards: Cards }>) {
  const { t } = useTranslation()
  const [act, setAct] = useState<CardAct | undefined>(undefined)
  const acts: CardAct[] = [cards.state === 'lost' ? 'finding' : 'loss', 'replacement', 'pin']
  const close = () => setAct(undefined)
  return (
    <div className="member-acts">
      {acts.map((one) => (
        <Button key={one} size="small" onClick={() => setAct(one)}>
          {t(`members.card.act.${one}`)}
        </Button>
      ))}
      <ActWindow title={act ? t(`members.card.act.${act}`) : ''} open={act !== undefined} close={close}>
        {act ? <CardActForm act={act} memberId={memberId} number={cards.number} done={close} /> : null}
      </ActWindow>
    </div>
  )
}

function CardHistory({ cards }: Readonly<{ cards: Cards }>) {
  const { t } = useTranslation()
  if (cards.history.length === 0) return null
  return (
    <ul className="member-history">
      {cards.history.map((one) => (
        <li key={one.id}>
          <span>
            {t(`members.card.history.${one.kind}`, { number: one.number, newNumber: one.newNumber })}
            {one.reason === '' ? null : <small>{one.reason}</small>}
          </span>
          <MomentText of={one.at} />
        </li>
      ))}
    </ul>
  )
}
