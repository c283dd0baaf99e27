import { CREDIT_MUTANTS } from './credit.ts'
import { LOT_MUTANTS } from './lots.ts'
import type { Mutant } from './mutant.ts'

const NIGHTS = 'test/simulation/simulation.test.ts'

/** Bugs of tills and of what head office makes of their logs; the simulator has to see each. */
export const TILL_MUTANTS: readonly Mutant[] = [
  {
    no: 24,
    words: 'what comes behind a gap is taken at once',
    edits: [
      {
        file: 'domain/device/model/receive.ts',
        find: 'if (segment.from > log.mark + 1)',
        replace: 'if (segment.from > log.mark + 1_000_000)',
      },
      {
        file: 'domain/device/model/receive.ts',
        find: "if (event.prev !== head) return { kind: 'refused', fault: 'chain_broken' }",
        replace: "if (at > 0 && event.prev !== head) return { kind: 'refused', fault: 'chain_broken' }",
      },
      {
        file: 'domain/device/model/receive.ts',
        find: "must(event.seq === mark + 1, 'D2: events are judged one by one, in their order')",
        replace: "must(event.seq > mark, 'D2: events are judged in their order')",
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 25,
    words: 'two sales of the same are one',
    edits: [
      {
        file: 'domain/device/model/receive.ts',
        find: '    placed.push({ event, ...one, ...placeOf(log, event) })\n',
        replace: `    const own = new Set(['id', 'happenedAt'])
    const said = (of: DeviceEvent) => JSON.stringify(of.body, (key, word) => (own.has(key) ? '' : word))
    if (placed.some((before) => said(before.event) === said(event))) duplicates++
    else placed.push({ event, ...one, ...placeOf(log, event) })
`,
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 26,
    words: 'another event under a known number is taken for the one that is known',
    edits: [
      {
        file: 'domain/device/model/receive.ts',
        find: 'return before !== undefined && before !== hash\n',
        replace: "return before !== undefined && before !== hash && hash === ''\n",
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 27,
    words: 'what a revoked till sends is carried out',
    edits: [
      {
        file: 'domain/device/model/receive.ts',
        find: "log.status === 'revoked' && event.seq > (log.revokedAfter ?? 0)",
        replace: "log.status === 'revoked' && event.seq < (log.revokedAfter ?? 0)",
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 28,
    words: 'a till takes an older policy',
    edits: [
      {
        file: 'domain/device/model/policy.ts',
        find: "if (policy.version < holding.highest) return 'policy_older'",
        replace: '',
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 29,
    words: 'the till’s own clock says when a policy, a voucher or a lease is over',
    edits: [
      {
        file: 'domain/device/model/offline.ts',
        find: 'wall > least ? wall : least',
        replace: "wall > least || least !== '' ? wall : least",
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 29,
    words: 'the till’s own clock says when something happened',
    edits: [
      {
        file: 'domain/device/model/receive.ts',
        find: 'if (event.wall > receivedAt) return { at: receivedAt, clamped: true }',
        replace: '',
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 30,
    words: 'what was set aside goes back twice',
    edits: [
      {
        file: 'domain/device/model/reservation.ts',
        find: 'if (of.returned !== null) return null',
        replace: '',
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 31,
    words: 'a lease is spent after its end',
    edits: [
      {
        file: 'domain/device/model/reservation.ts',
        find: 'if (wish.now >= of.expiresAt)',
        replace: "if (wish.now >= of.expiresAt && of.kind === 'voucher')",
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 32,
    words: 'a receipt is printed before its sale is safe on the disk',
    edits: [
      {
        file: 'domain/device/model/till-disk.ts',
        find: '  await disk.append(record)\n  await disk.sync()\n',
        replace: '  await disk.append(record)\n',
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 33,
    words: 'a till forgets what head office has acknowledged at once',
    edits: [
      {
        file: 'domain/device/model/forgetting.ts',
        find: 'if (seq > (of.old.get(epoch) ?? 0)) return false',
        replace: '',
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 46,
    words: 'a till forgets thirty days after it was answered, whatever head office has lost since',
    edits: [
      {
        file: 'domain/device/model/forgetting.ts',
        find: "{ epoch, seq, outcome }: Pick<Word, 'outcome'> & Readonly<{ epoch: number; seq: number }>,",
        replace: '{ epoch, seq, outcome, answeredAt }: Word & Readonly<{ epoch: number; seq: number }>,',
      },
      {
        file: 'domain/device/model/forgetting.ts',
        find: 'if (seq > (of.old.get(epoch) ?? 0)) return false',
        replace: `const { anchor } = of as unknown as Readonly<{ anchor: Instant }>
  if (answeredAt === null || answeredAt >= oldestBackup(anchor)) return false`,
      },
      {
        file: 'test/simulation/hear.ts',
        find: 'const standing = { epoch, mark,',
        replace: 'const standing = { anchor: state.anchor, epoch, mark,',
      },
    ],
    tests: [NIGHTS],
    only: 'T10',
  },
  {
    no: 47,
    words: 'the loss of a card nobody has stays when its goods come back',
    edits: [
      {
        file: 'domain/sale/apply-return.ts',
        find: '    if (lost > 0) lessen(beginFor(moves, doing), sold, lost)\n',
        replace: '',
      },
    ],
    tests: ['domain/sale/stamped.test.ts'],
    only: 'S14',
  },
  ...CREDIT_MUTANTS,
  ...LOT_MUTANTS,
]
