/** What two tills, an app and the clock can do to one coupon, one letter each. */
export const ACTS = ['S', 'T', 'H', 'R', 'V', 'P', 'F'] as const
export type Act = (typeof ACTS)[number]
/** M: midnight passes and the coupon's last day with it. L: a hold's time runs out. */
export type Passing = 'M' | 'L'
export type Step = Act | Passing

/** Why each letter can be refused; null where it is carried out. */
export type Told = 'coupon_spent' | 'not_enough_value' | 'hold_resolved' | null

/**
 * What becomes of a coupon, told without any of the code that does it: issued → held → redeemed, released, expired,
 * void (promises C4). `back` counts how much of the two goods of the last sale came back.
 */
export type Coupon = Readonly<{
  at: 'issued' | 'redeemed' | 'void'
  dead: boolean
  hold: 'none' | 'active' | 'over'
  sold: boolean
  back: 0 | 1 | 2
}>

export const issued: Coupon = { at: 'issued', dead: false, hold: 'none', sold: false, back: 0 }

const free = (c: Coupon): boolean => c.at === 'issued' && !c.dead && c.hold !== 'active'
const used = { at: 'redeemed', sold: true, back: 0 } as const

/** What a letter comes to; null where there is nothing it could be done to, as a return before any sale. */
export function act(c: Coupon, step: Step): Readonly<{ told: Told; coupon: Coupon }> | null {
  const stays = (told: Told) => ({ told, coupon: c })
  const becomes = (more: Partial<Coupon>) => ({ told: null, coupon: { ...c, ...more } })
  const afterHold = c.hold === 'active' ? 'over' : c.hold
  switch (step) {
    case 'S':
      return free(c) ? becomes(used) : stays('coupon_spent')
    // The other till knows the hold, if there is one, and settles it: even after midnight.
    case 'T':
      return free(c) || c.hold === 'active' ? becomes({ ...used, hold: afterHold }) : stays('coupon_spent')
    case 'H':
      return free(c) ? becomes({ hold: 'active' }) : stays('not_enough_value')
    case 'R':
      if (c.hold === 'none') return null
      return c.hold === 'active' ? becomes({ hold: 'over' }) : stays('hold_resolved')
    case 'V':
      return c.at === 'void' ? stays(null) : free(c) ? becomes({ at: 'void' }) : stays('coupon_spent')
    case 'P':
    case 'F': {
      if (!c.sold || c.back === 2) return null
      const back = step === 'F' ? 2 : c.back === 0 ? 1 : 2
      // Only the whole of it brings the coupon back; one that died meanwhile comes back dead.
      return becomes(back === 2 ? { back, at: 'issued' } : { back })
    }
    case 'M':
      return becomes({ dead: true })
    case 'L':
      return becomes({ hold: afterHold })
  }
}

/** The state everybody must be told. */
export const stateOf = (c: Coupon): string =>
  c.at !== 'issued' ? c.at : c.hold === 'active' ? 'held' : c.dead ? 'expired' : 'issued'

export type History = readonly Step[]

/** Every history of so many steps in which time passes at these places and every letter has something to be done to. */
export function histories(length: number, passing: ReadonlyMap<number, Passing>): History[] {
  let all: { steps: Step[]; coupon: Coupon }[] = [{ steps: [], coupon: issued }]
  for (let at = 0; at < length; at += 1) {
    const next = passing.get(at)
    const letters: readonly Step[] = next === undefined ? ACTS : [next]
    all = all.flatMap(({ steps, coupon }) =>
      letters.flatMap((letter) => {
        const done = act(coupon, letter)
        return done === null ? [] : [{ steps: [...steps, letter], coupon: done.coupon }]
      }),
    )
  }
  return all.map(({ steps }) => steps)
}

/** Where time may pass in so many steps: nowhere, once, or midnight and a hold's end in either order. */
export function passings(length: number): ReadonlyMap<number, Passing>[] {
  const once = Array.from({ length }, (_, at) => at).flatMap((at) =>
    (['M', 'L'] as const).map((kind) => new Map([[at, kind]])),
  )
  const twice = once.flatMap((first) =>
    once
      .filter((second) => [...second.keys()].every((at) => at > Math.min(...first.keys())))
      .map((second) => new Map([...first, ...second]))
      .filter((both) => new Set(both.values()).size === 2),
  )
  return [new Map(), ...once, ...twice]
}
