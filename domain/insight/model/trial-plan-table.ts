import { sharesMde, splitSharesSize, USUAL, type Wanted } from './power.ts'

export const USUAL_MEMBERS: readonly number[] = [2_000, 10_000, 50_000, 200_000, 1_000_000]
export const USUAL_HELD: readonly number[] = [0.02, 0.05, 0.1, 0.2, 0.5]

/** The smallest relative lift that so many members with so much held out will probably show; 1 is "doubles". */
export type PlanCell = Readonly<{ held: number; relativeLift: number }>
export type PlanRow = Readonly<{ members: number; cells: readonly PlanCell[] }>
export type Plan = Readonly<{
  base: number
  members?: readonly number[]
  held?: readonly number[]
  wanted?: Wanted
}>

/** What an owner sees before sending: rows of members, columns of shares held out, at the base share of buyers. */
export const planTable = (plan: Plan): PlanRow[] =>
  (plan.members ?? USUAL_MEMBERS).map((members) => ({
    members,
    cells: (plan.held ?? USUAL_HELD).map((held) => ({
      held,
      relativeLift:
        sharesMde(
          plan.base,
          { control: members * held, treated: members * (1 - held) },
          plan.wanted ?? USUAL,
        ) / plan.base,
    })),
  }))

/** Standard error of a comparison with all of the rest, to that with a sample as large as the held part. */
export const restBeatsSample = (held: number): number => Math.sqrt((1 / held + 1 / (1 - held)) / (2 / held))

/** Members in all to see each relative lift at this base and part held out; rounded up. */
export const sizesFor = (base: number, held: number, lifts: readonly number[], wanted: Wanted = USUAL) =>
  lifts
    .filter((lift) => base * (1 + lift) > 0 && base * (1 + lift) < 1)
    .map((lift) => ({ lift, members: Math.ceil(splitSharesSize(base, base * (1 + lift), held, wanted)) }))
