import { Alert, Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'
import { useKeptId } from './kept-id.ts'
import './wallet.css'

type Decided = Readonly<{ id: string; approves: boolean; note: string }>
type FormWords = Readonly<{
  pending: boolean
  trouble: unknown
  send: (of: Decided, told: Readonly<{ onError: (trouble: unknown) => void }>) => void
}>

/** What a second person says to what waits: yes or no, with a note. */
export function DecideForm({ pending, trouble, send }: FormWords) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  // Yes and no are two wishes: pressing the other button after silence must not be taken for the first.
  const yes = useKeptId(`yes ${note}`)
  const no = useKeptId(`no ${note}`)
  const say = (approves: boolean) => {
    const kept = approves ? yes : no
    send({ id: kept.id, approves, note }, { onError: kept.renew })
  }
  return (
    <div className="decide">
      <ErrorNotice of={trouble} />
      <Input
        maxLength={200}
        placeholder={t('wallet.corrections.note')}
        aria-label={t('wallet.corrections.note')}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="decide-ways">
        <Button type="primary" loading={pending} onClick={() => say(true)}>
          {t('wallet.corrections.yes')}
        </Button>
        <Button danger disabled={pending} onClick={() => say(false)}>
          {t('wallet.corrections.no')}
        </Button>
      </div>
    </div>
  )
}

type Said = Readonly<{ approves: boolean; note: string; at: string; byName: string }>

/** What a second person said. */
export function Decision({ decision }: Readonly<{ decision: Said }>) {
  const { t } = useTranslation()
  const { moment } = useFormats()
  const words = { name: decision.byName, moment: moment(decision.at) }
  return (
    <Alert
      className="notice"
      type={decision.approves ? 'success' : 'warning'}
      showIcon
      title={t(decision.approves ? 'wallet.corrections.approved' : 'wallet.corrections.rejected', words)}
      description={decision.note}
    />
  )
}

type Another = Readonly<{ askedById: string | null; may: boolean; children: ReactNode }>

/** The way to decide, for another person who may; whoever else is told why there is none. */
export function ForAnother({ askedById, may, children }: Another) {
  const { t } = useTranslation()
  const me = useMe()
  if (askedById !== me.id && may) return children
  const why = askedById === me.id ? 'wallet.corrections.second' : 'wallet.corrections.notYou'
  return <Alert className="notice" type="info" showIcon title={t(why)} />
}
