import type { Mutant } from './mutant.ts'

const NIGHTS = 'test/simulation/simulation.test.ts'

/** Bugs of buying on account (挂账), beyond the promises' forty: the simulator has to see each. */
export const CREDIT_MUTANTS: readonly Mutant[] = [
  {
    no: 41,
    words: 'what a till put on account is charged beyond the credit line',
    edits: [
      {
        file: 'domain/sale/stamped.ts',
        find: 'memberId === null ? 0 : Math.min(wanted, Math.max(0, wallet.roomOf(side.book, memberId)))',
        replace: 'memberId === null ? 0 : wanted',
      },
      {
        file: 'domain/wallet/on-account.ts',
        find: '  if (account.floor !== null && (account.balance ?? 0) - amount < account.floor) return false\n',
        replace: '',
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 42,
    words: 'what nobody held is on no account',
    edits: [
      {
        file: 'domain/sale/stamped.ts',
        find: `  judged.tenders.push(lossTender(lossMinor))
  wallet.lose(side, { branchId: doing.branchId, purpose: 'loss', minor: lossMinor })
`,
        replace: '  judged.tenders.push(lossTender(lossMinor))\n',
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 43,
    words: 'a till that asked for room forgets what it charged a moment ago',
    edits: [
      {
        file: 'domain/device/model/offline.ts',
        find: 'return waitingMinor + minor > roomMinor',
        replace: 'return waitingMinor * 0 + minor > roomMinor',
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 44,
    words: 'goods bought on account come back and are owed all the same',
    edits: [
      {
        file: 'domain/sale/apply-return.ts',
        find: '  if (owed > 0) wallet.payOnAccount(side, memberId, owed)\n',
        replace: '',
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 45,
    words: 'what went on account at an offline till takes nothing of its share of the limits',
    edits: [
      {
        file: 'domain/device/model/till-log.ts',
        find: "(way === 'limit' ? minor : 0) + accountMinor",
        replace: "(way === 'limit' ? minor : 0) + accountMinor * 0",
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
]
