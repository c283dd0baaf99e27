import { App } from 'antd'
import { useState } from 'react'
import { maskName } from '#domain/member/model/mask-name'
import { useKeys, useTill } from '../till-context.ts'
import { useWords } from '../words.ts'
import { EMPTY_DRAFT, isIdle, moved, withMember } from './basket-state.ts'
import type { ChangeDraft } from './basket-store.ts'
import { commandOf, type Command } from './command-codes.ts'
import { useHeld } from './held-sheet.tsx'
import { KEYS, type KeyedAct } from './keys.ts'
import { isQuote } from './quote.ts'
import type { Opened } from './sheets.tsx'
import { TILL_TENDERS } from './tendering.ts'
import type { Entering } from './use-entering.ts'
import type { Sale } from './use-sale.ts'
import { useCommandTurn } from './use-command-turn.ts'

export type ActsWish = Readonly<{
  sale: Sale
  change: ChangeDraft
  open: (what: Opened | null) => void
  opened: Opened | null
  entering: Entering
}>

export type Acts = ReturnType<typeof useActs>

/** What the cashier does beside ringing up: by key, by touch or by a command code, always the same act. */
export function useActs(wish: ActsWish) {
  const { change, open, opened, entering } = wish
  const holding = useHolding(wish)
  const pay = usePay(wish)
  const clear = useClear(wish)
  const of: Readonly<Record<KeyedAct, () => void>> = {
    member: () => open({ kind: 'member' }),
    coupons: () => open({ kind: 'coupons' }),
    discount: () => open({ kind: 'discount' }),
    pay: () => pay(),
    hold: () => void holding.hold(),
    recall: () => open({ kind: 'held' }),
    return: () => open({ kind: 'return', id: null }),
    seller: () => open({ kind: 'seller' }),
    why: () => open({ kind: 'why' }),
    clear,
    commands: () => open({ kind: 'commands' }),
  }
  const keyed = Object.entries(KEYS).map(([act, { key }]) => [key, of[act as KeyedAct]] as const)
  useKeys(Object.fromEntries(keyed), opened === null)
  const stranger = () => change((draft) => withMember(draft, null, false))
  const command = (one: Command) => {
    if (one === 'more' || one === 'less') return entering.step(one === 'more' ? 1000 : -1000)
    if (one === 'remove') return entering.removeSelected()
    if (one === 'hold' || one === 'recall') return of[one]()
    if (one === 'stranger') return stranger()
    if (one !== 'cancel') pay(TILL_TENDERS.find((tender) => tender === one))
  }
  const inTurn = useCommandTurn({ ...wish, command })
  return {
    of,
    open,
    held: holding.count,
    pay: () => pay(),
    move: (step: 1 | -1) => change((draft) => moved(draft, step)),
    /**
     * A scan ends whatever stands open, and is then taken like any other. Not so a command where nothing stood open:
     * what the one before it is opening in this moment does not hear yet, and is to be told in its turn, not ended.
     */
    scanned: (code: string, take: () => void): boolean => {
      const one = commandOf(code)
      if (opened !== null) open(null)
      if (one === null) take()
      else if (opened === null) inTurn(one, code)
      return true
    },
  }
}

type FieldKeys = Readonly<{
  active: boolean
  empty: boolean
  move: (step: 1 | -1) => void
  clear: () => void
  remove: () => void
}>

/** Keys that mean something else while words stand in the field. */
export function useFieldKeys({ active, empty, move, clear, remove }: FieldKeys): void {
  useKeys({ ArrowDown: () => move(1), ArrowUp: () => move(-1), Escape: clear }, active)
  useKeys({ Delete: remove }, active && empty)
}

function usePay({ sale, open, entering }: ActsWish) {
  return (first?: (typeof TILL_TENDERS)[number]) => {
    if (entering.barred !== null || !isQuote(sale.quote) || sale.draft.lines.length === 0) return
    open({ kind: 'pay', first: first ?? 'cash' })
  }
}

/** Asks before a basket is thrown away: nobody rings thirty lines up twice with pleasure. */
function useClear({ sale, change }: ActsWish): () => void {
  const say = useWords()
  const { modal } = App.useApp()
  return () => {
    if (isIdle(sale.draft)) return
    void modal.confirm({
      title: say('checkout.clearSure'),
      okText: say('checkout.clearYes'),
      okButtonProps: { danger: true },
      centered: true,
      onOk: () => change(() => EMPTY_DRAFT),
    })
  }
}

function useHolding({ sale, change, opened }: ActsWish) {
  const say = useWords()
  const { held, newId, now } = useTill()
  const { message } = App.useApp()
  const [turn, setTurn] = useState(0)
  // Read again whenever the list was open, or something was added to it.
  const [rows] = useHeld(turn * 2 + (opened?.kind === 'held' ? 1 : 0))
  const count = rows?.length ?? 0
  const hold = async (): Promise<void> => {
    const { draft, member } = sale
    if (draft.lines.length === 0) return
    const label = (member && maskName(member.name)) || say('checkout.held.label', { n: count + 1 })
    change(() => EMPTY_DRAFT)
    await held.put({ id: newId(), label, at: now(), basket: draft })
    setTurn((before) => before + 1)
    void message.success(say('checkout.held.put', { label }))
  }
  return { count, hold }
}
