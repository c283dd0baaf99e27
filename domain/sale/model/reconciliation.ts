import type { DifferenceCause, ReconciledSubject } from '../contract/reconciliation.ts'

export type Said = Readonly<{
  causeId: string
  day: string
  subject: ReconciledSubject
  code: string | null
  said: number
}>
export type Posted = Readonly<{
  causeId: string
  subject: ReconciledSubject
  code: string | null
  posted: number
}>
export type Match = Said & Readonly<{ posted: number }>
export type Difference = Match & Readonly<{ cause: DifferenceCause }>

const keyOf = ({ causeId, subject, code }: Pick<Said, 'causeId' | 'subject' | 'code'>): string =>
  JSON.stringify([causeId, subject, code])

/**
 * Lays what receipts say beside what the ledger says, cause by cause (M10). `dayOf` places a posting that no receipt
 * speaks of; null leaves it out, because it belongs to another day or branch.
 */
export function matchUp(
  said: readonly Said[],
  posted: readonly Posted[],
  dayOf: (causeId: string) => string | null,
): readonly Match[] {
  const sums = new Map<string, Posted>()
  for (const one of posted) {
    const before = sums.get(keyOf(one))?.posted ?? 0
    sums.set(keyOf(one), { ...one, posted: before + one.posted })
  }
  const matches = said.map((one) => {
    const found = sums.get(keyOf(one))?.posted ?? 0
    sums.delete(keyOf(one))
    return { ...one, posted: found }
  })
  const lonely = [...sums.values()].flatMap((one) => {
    const day = one.posted === 0 ? null : dayOf(one.causeId)
    return day === null ? [] : [{ ...one, day, said: 0 }]
  })
  return [...matches, ...lonely]
}

/** Only what does not agree, with why as far as the two books can say. */
export const differencesOf = (matches: readonly Match[]): Difference[] =>
  matches
    .filter(({ said, posted }) => said !== posted)
    .map((one) => ({
      ...one,
      cause: one.posted === 0 ? 'not_on_ledger' : one.said === 0 ? 'not_on_receipt' : 'differs',
    }))

export type Drawer = Readonly<{
  salesMinor: number
  returnsMinor: number
  topUpsMinor: number
  refundsMinor: number
  accountPaymentsMinor: number
  expectedMinor: number
  givenMinor: number
  changeMinor: number
  roundingMinor: number
}>
export type DrawerParts = Omit<Drawer, 'expectedMinor' | 'changeMinor'>

/** S20: sales less returns, top-ups less refunds, payments of what was owed; change is what was given beyond sales. */
export function drawerOf(parts: DrawerParts): Drawer {
  const { salesMinor, returnsMinor, topUpsMinor, refundsMinor, accountPaymentsMinor, givenMinor } = parts
  return {
    ...parts,
    expectedMinor: salesMinor - returnsMinor + topUpsMinor - refundsMinor + accountPaymentsMinor,
    changeMinor: givenMinor - salesMinor,
  }
}

/** Drawers of several days as one. */
export function togetherOf(drawers: readonly Drawer[]): Drawer {
  const total = (of: keyof Drawer) => drawers.reduce((all, drawer) => all + drawer[of], 0)
  return drawerOf({
    salesMinor: total('salesMinor'),
    returnsMinor: total('returnsMinor'),
    topUpsMinor: total('topUpsMinor'),
    refundsMinor: total('refundsMinor'),
    accountPaymentsMinor: total('accountPaymentsMinor'),
    givenMinor: total('givenMinor'),
    roundingMinor: total('roundingMinor'),
  })
}
