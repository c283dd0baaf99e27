import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { membersById } from '#domain/member/index'
import { branchesByCode, today } from '#domain/org/index'
import { mustBeAlive } from './adjust.ts'
import type { memberCredit, payAccount, setCreditLine } from './contract/credit.ts'
import { accountPaid, creditLineSet } from './credit-events.ts'
import { creditKey, creditWanted, owedIn, paidKey, settleAccount } from './on-account.ts'
import * as store from './store/credit.ts'

/** How much more a member may buy on account, in an open book. */
export function roomOf(book: ledger.Book, memberId: string): ledger.Amount {
  const { balance, floor } = ledger.accountOf(book, creditKey(memberId))
  return (balance ?? 0) - (floor ?? 0)
}

const openAccount = async (work: Work, memberId: string): Promise<ledger.OpenBook> =>
  ledger.openBook(work, [creditWanted(memberId), { ...paidKey, floor: null }], { today: await today(work) })

/** W16: the line is the account's floor, and each change of it a row; never below what is owed already. */
export async function setLine(work: Work, wish: Wish<typeof setCreditLine>) {
  const { memberId, mostMinor } = wish
  const book = await openAccount(work, memberId)
  return once(work, wish, {
    room: 'wallet',
    kind: 'credit_line',
    find: (id) => store.lineById(work.tx, id),
    answer: ({ fingerprint: _, ...row }) => row,
    decide: async (print) => {
      await mustBeAlive(work, memberId)
      const owedMinor = owedIn(book, memberId)
      if (mostMinor < owedMinor) throw new Refusal('owes_more', { owedMinor })
      await ledger.setFloor(work, creditKey(memberId), 0 - mostMinor)
      await store.insertLine(work, { ...wish, fingerprint: print })
      work.record(creditLineSet(wish))
      return present(await store.lineById(work.tx, wish.id), 'W16: a line that was set is there')
    },
  })
}

/** W17: money for what was bought on account; no more than is owed, else it would be a top-up without its rules. */
export async function pay(work: Work, wish: Wish<typeof payAccount>) {
  const { id, memberId, amountMinor, branchCode } = wish
  const book = await openAccount(work, memberId)
  return once(work, wish, {
    room: 'wallet',
    kind: 'account_payment',
    find: (one) => store.paymentById(work.tx, one),
    answer: ({ fingerprint: _, ...row }) => ({ ...row, owedMinor: owedIn(book, memberId) }),
    decide: async (print) => {
      await mustBeAlive(work, memberId)
      const branchId = await branchFor(work, branchCode)
      const owedMinor = owedIn(book, memberId)
      if (amountMinor > owedMinor) throw new Refusal('owes_less', { owedMinor })
      const words = { branchId, programVersion: null, reason: null, reversesId: null }
      const happenedAt = work.at
      const transaction = ledger.begin(book, { kind: 'account_payment', causeId: id, happenedAt, ...words })
      settleAccount({ book, transaction }, memberId, amountMinor)
      await ledger.closeBook(work, book)
      await store.insertPayment(work, { ...wish, branchId, fingerprint: print })
      work.record(accountPaid({ id, memberId, amountMinor, tender: wish.tender }))
      return present(await store.paymentById(work.tx, id), 'W17: a payment that was taken is there')
    },
  })
}

async function branchFor(work: Work, code: string | null): Promise<string | null> {
  if (code === null) return null
  const branch = (await branchesByCode(work, [code])).get(code)
  if (!branch) throw new Refusal('branch_unknown')
  return branch.id
}

/** What a member owes and may owe, and how it came to that. */
export async function showCredit(work: Work, { memberId }: Wish<typeof memberCredit>) {
  if ((await membersById(work, [memberId])).length === 0) throw new Refusal('member_unknown')
  const accounts = await ledger.accountsOf(work.tx, [memberId])
  const account = accounts.find((row) => row.unit === 'on_account' && row.purpose === 'credit')
  // The ledger counts what is owed below zero; people do not.
  const owedMinor = 0 - (account?.balance ?? 0)
  const mostMinor = 0 - (account?.floor ?? 0)
  return {
    owedMinor,
    mostMinor,
    roomMinor: mostMinor - owedMinor,
    lines: await store.linesOf(work.tx, memberId),
    payments: await store.paymentsOf(work.tx, memberId),
  }
}
