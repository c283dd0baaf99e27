import { App } from 'antd'
import { useSyncExternalStore } from 'react'
import { readShownText } from '#domain/device/model/reservation'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useTill, type MemberRow } from '../till-context.ts'
import { useWords } from '../words.ts'

let turn = 0
const hearers = new Set<() => void>()
const hearTurns = (changed: () => void) => {
  hearers.add(changed)
  return () => hearers.delete(changed)
}

/** Changes whenever a phone brought something that is set aside. */
export const usePhoneTurn = (): number => useSyncExternalStore(hearTurns, () => turn)

function noteTaken(): void {
  turn++
  for (const changed of hearers) changed()
}

/**
 * Takes the code that a member's phone shows: value that head office set aside there, by its signature. Answers whose
 * it is; null for a code that is something else, or is not believed.
 */
export function usePhoneVoucher(
  member: MemberRow | null,
  onTaken: () => void,
): (code: string) => Promise<string | null> {
  const say = useWords()
  const { moment } = useFormats()
  const { reservations } = useTill()
  const { message } = App.useApp()
  return async (code) => {
    if (readShownText(code) === null) return null
    const taken = await reservations.take(code)
    if (typeof taken === 'string') {
      void message.error(say(`members.burn.${taken}`))
      return null
    }
    if (member !== null && taken.of.memberId !== member.id) {
      void message.error(say('members.burn.reservation_of_another_member'))
      return null
    }
    noteTaken()
    void message.success(say('checkout.burn.taken', { until: moment(taken.of.expiresAt) }))
    onTaken()
    return taken.of.memberId
  }
}
