import type { Mutant } from './mutant.ts'

const FEW_LOTS = 'domain/ledger/few-lots.test.ts'

/** Bugs of a long past (decision 0047): what is not read because it mostly is not wanted. */
export const LOT_MUTANTS: readonly Mutant[] = [
  {
    no: 48,
    words: 'a burn has the first lots only, also where they are not enough',
    edits: [
      {
        file: 'domain/ledger/store/open.ts',
        find: 'filter (where not l.dead), 0) < l.most)',
        replace: 'filter (where not l.dead), 0) < 0)',
      },
    ],
    tests: [FEW_LOTS],
  },
  {
    no: 49,
    words: 'of an account on which a hold stands no lots are read',
    edits: [
      {
        file: 'domain/ledger/store/open.ts',
        find: 'from a where most is null or held > 0',
        replace: 'from a where most is null',
      },
    ],
    tests: [FEW_LOTS],
  },
  {
    no: 50,
    words: 'of the postings of an account only those of the last month are found',
    edits: [
      {
        file: 'domain/ledger/store/spans.ts',
        find: 'p.span = ${anySpan}',
        replace: 'p.span = (select max(no) from unnest(ledger.spans()) as no)',
      },
    ],
    tests: ['domain/sale/long-past.test.ts'],
  },
  {
    no: 51,
    words: 'of the lots that a burn needs the last one is not read',
    edits: [
      {
        file: 'domain/ledger/store/open.ts',
        find: 'rows between unbounded preceding and 1 preceding',
        replace: 'rows between unbounded preceding and current row',
      },
    ],
    tests: [FEW_LOTS],
  },
]
