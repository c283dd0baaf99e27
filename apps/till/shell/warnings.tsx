import { Button } from 'antd'
import { usePolicy, useTill, useTillState } from '../till-context.ts'
import { useWords, type Word } from '../words.ts'
import { useClock } from './seconds.ts'
import { takeOver, useUpdate } from './update.ts'

/** What the cashier must know now, the gravest first; nothing when all is well. */
export function Warnings() {
  const say = useWords()
  const words = useWarnings()
  const update = useUpdate()
  if (words.length === 0 && !update) return null
  return (
    <div className="till-warnings" role="status">
      {words.map((word) => (
        <p key={word}>{say(word)}</p>
      ))}
      {update ? (
        <p className="till-warning-quiet">
          {say('shell.status.update')} <Button onClick={takeOver}>{say('shell.status.updateNow')}</Button>
        </p>
      ) : null}
    </div>
  )
}

function useWarnings(): readonly Word[] {
  const till = useTill()
  const { expiresAt, certifiedUntil } = usePolicy()
  const standing = useTillState((state) => state.sync.standing)
  const writer = useTillState((state) => state.writer)
  const clock = useTillState((state) => state.clock)
  // Looked at again each minute: a certificate ends while the till stands open.
  useClock(60_000)
  const now = till.now()
  const words: Word[] = []
  if (!writer) words.push('shell.status.readOnly')
  if (standing === 'revoked') words.push('shell.status.revoked')
  if (standing === 'frozen') words.push('shell.status.frozen')
  if (standing === 'epoch_over') words.push('shell.status.epochOver')
  if (expiresAt <= now) words.push('shell.status.policyOver')
  else if (certifiedUntil <= now) words.push('shell.status.certificateOver')
  if (clock === 'behind') words.push('shell.status.clock')
  return words
}
