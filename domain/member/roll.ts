import type { Work } from '#db/work'
import { accountsOf } from './households.ts'
import { survivorsOf } from './merge.ts'
import * as store from './store/roll.ts'

/** A living member as a till knows it. */
export type OnRoll = Omit<store.RollRow, 'withdrawnAt'> &
  Readonly<{
    /** Other numbers that lead here. */
    numbers: readonly string[]
    /** On whose account its cards count (N15). */
    accountId: string
    /** Where whoever the account is of joined. */
    accountBranchId: string | null
  }>
export type Roll = Readonly<{ living: readonly OnRoll[]; gone: readonly string[] }>
export type RollPage = Roll & Readonly<{ lastId: string | null }>

/** Members in the order of their ids behind one of them; `lastId` is null at the end. */
export async function rollAfter(work: Work, of: Parameters<typeof store.rollAfter>[1]): Promise<RollPage> {
  const rows = await store.rollAfter(work.tx, of)
  const lastId = rows.length < of.most ? null : (rows.at(-1)?.id ?? null)
  return { ...(await told(work, rows)), lastId }
}

/** The members of these ids; what is no member's is passed over. */
export const rollOf = async (work: Work, ids: readonly string[]): Promise<Roll> =>
  told(work, await store.rollOf(work.tx, [...new Set(ids)]))

/**
 * Everybody of whom something else is true when something happened to these: themselves, who stayed for them (N10),
 * and those whose cards count on their account (N15).
 */
export async function concernedBy(work: Work, ids: readonly string[]): Promise<string[]> {
  const all = new Set(ids)
  for (const id of (await survivorsOf(work, [...all])).values()) all.add(id)
  for (const id of await store.sharersOf(work.tx, [...all])) all.add(id)
  return [...all]
}

async function told(work: Work, rows: readonly store.RollRow[]): Promise<Roll> {
  const here = rows.filter((row) => row.withdrawnAt === null)
  const ids = here.map((row) => row.id)
  const accounts = await accountsOf(work, ids)
  const owners = new Map((await store.rollOf(work.tx, [...accounts.values()])).map((row) => [row.id, row]))
  const numbers = new Map<string, string[]>()
  for (const { memberId, number } of await store.otherNumbers(work.tx, ids))
    numbers.set(memberId, [...(numbers.get(memberId) ?? []), number])
  return {
    living: here.map(({ withdrawnAt: _, ...row }) => {
      const account = owners.get(accounts.get(row.id) ?? '') ?? row
      const of = { accountId: account.id, accountBranchId: account.branchId }
      return { ...row, ...of, numbers: numbers.get(row.id) ?? [] }
    }),
    gone: rows.filter((row) => row.withdrawnAt !== null).map((row) => row.id),
  }
}
