import type { Mutant } from './mutant.ts'
import { MESSAGE_MUTANTS } from './messages.ts'
import { TILL_MUTANTS } from './tills.ts'

const SALES = 'test/storm/sales.test.ts'
const COPIES = 'test/storm/idempotency.test.ts'
const LAST_DAY = 'test/time/last-day.test.ts'
const COUPON = 'test/coupon/two-channels.test.ts'
const RETURNS = 'test/model/returns.test.ts'

export const MUTANTS: readonly Mutant[] = [
  {
    no: 1,
    words: 'spending does not ask whether so much is there',
    edits: [
      {
        file: 'domain/wallet/moves.ts',
        find: 'if (ledger.takeUpTo(side, purseKey(of.unit, of.memberId), of.amount, how) < of.amount) return false',
        replace: 'ledger.takeUpTo(side, purseKey(of.unit, of.memberId), of.amount, how)',
      },
    ],
    tests: [SALES],
    only: 'points are spent exactly',
  },
  {
    no: 2,
    words: 'a purse is read, checked and written without a lock',
    edits: [
      {
        file: 'domain/ledger/store/open.ts',
        find: 'sql`order by a.id for update of a`',
        replace: 'sql`order by a.id`',
      },
    ],
    tests: [SALES],
    only: 'points are spent exactly',
  },
  {
    no: 3,
    words: 'a row that does not exist yet is locked, so nothing is',
    edits: [
      {
        file: 'domain/wallet/store/coupons.ts',
        find: 'if (make.length > 0 && !looking)',
        replace: 'if (make.length > 1_000_000 && !looking)',
      },
    ],
    tests: [SALES],
    only: 'a coupon open to all',
  },
  {
    no: 4,
    words: 'what is there is asked outside the lock that spends it',
    edits: [
      {
        file: 'domain/sale/intake.ts',
        find: 'looking,\n      today: facts.today,',
        replace: 'looking: true,\n      today: facts.today,',
      },
    ],
    tests: [SALES],
    only: 'stored value is spent',
  },
  {
    no: 5,
    words: 'ids of sales are not unique',
    edits: [
      {
        file: 'db/migrations/0028_sale.sql',
        find: 'applied once for ever; the fingerprint tells a retry from a different sale.\n  id uuid primary key,',
        replace:
          'applied once for ever; the fingerprint tells a retry from a different sale.\n  id uuid not null,',
      },
      {
        file: 'db/migrations/0028_sale.sql',
        find: 'returns_id uuid references sale.sale (id),',
        replace: 'returns_id uuid,',
      },
      {
        file: 'db/migrations/0028_sale.sql',
        find: 'sale_id uuid primary key references sale.sale (id),',
        replace: 'sale_id uuid primary key,',
      },
      {
        file: 'db/migrations/0028_sale.sql',
        find: '  primary key (sale_id, no),\n  constraint charged_within_list',
        replace: '  constraint charged_within_list',
      },
      {
        file: 'db/migrations/0028_sale.sql',
        find: '  primary key (sale_id, no),\n  constraint stored_value_in_parts',
        replace: '  constraint stored_value_in_parts',
      },
    ],
    tests: [COPIES],
    only: 'copies of a sale of nobody',
  },
  {
    no: 6,
    words: 'ids are forgotten after a day',
    edits: [
      {
        file: 'domain/sale/store/sales.ts',
        find: 'from sale.sale s where s.id = any(${ids}::uuid[])\n     union all',
        replace: `from sale.sale s where s.id = any(\${ids}::uuid[]) and s.recorded_at
          > (select max(e.recorded_at) from house.event e) - interval '24 hours' union all`,
      },
    ],
    tests: [COPIES],
    only: 'after a restart',
  },
  {
    no: 7,
    words: 'the content of a known id is not compared',
    edits: [
      {
        file: 'domain/sale/decide.ts',
        find: "if (seen.fingerprint !== print) return refused('sale_id_reused', {})",
        replace: '',
      },
    ],
    tests: [COPIES],
    only: 'of two contents',
  },
  {
    no: 8,
    words: 'a refused id may succeed later',
    edits: [
      {
        file: 'domain/sale/intake.ts',
        find: '    ...store.refusalStatements(work, refusals),\n',
        replace: '',
      },
    ],
    tests: [COPIES],
    only: 'a spend that was refused stays refused',
  },
  {
    no: 10,
    words: 'money goes through doubles',
    edits: [
      {
        file: 'base/money.ts',
        find: 'return fromBig((BigInt(amount) * BigInt(part)) / BigInt(whole))',
        replace: 'return money(Math.trunc((amount * part) / whole))',
      },
    ],
    tests: ['base/money.test.ts'],
  },
  {
    no: 11,
    words: 'each return is rounded for itself',
    edits: [
      {
        file: 'domain/sale/model/returns.ts',
        find: 'const chargedMinor = atLeastNothing(share(line.chargedMinor) - line.returnedMinor)',
        replace: 'const chargedMinor = shareDown(line.chargedMinor, thousandths, line.thousandths)',
      },
    ],
    tests: [RETURNS],
  },
  {
    no: 12,
    words: 'what the member no longer has is not taken back',
    edits: [
      {
        file: 'domain/wallet/purse.ts',
        find: 'export function takeBack(side: Side, of: Debit): void {',
        replace: 'export function takeBack(side: Side, of: Debit): number {',
      },
      {
        file: 'domain/wallet/purse.ts',
        find: 'ledger.move(side, debtKey(of.unit, of.memberId), taken - of.amount)',
        replace: 'return taken',
      },
      {
        file: 'domain/wallet/moves.ts',
        find: "  takeBack(side, of)\n  ledger.move(side, chainKey(of.unit, 'issued'), of.amount)",
        replace: "  ledger.move(side, chainKey(of.unit, 'issued'), takeBack(side, of))",
      },
    ],
    tests: ['domain/sale/intake.test.ts'],
    only: 'points a member no longer has',
  },
  {
    no: 13,
    words: 'a burn that comes back goes into a new lot',
    edits: [
      {
        file: 'domain/wallet/moves.ts',
        find: 'const lot = ledger.restore(side, key, lotId, amount)',
        replace: 'const lot = ledger.give(side, key, amount, null)',
      },
    ],
    tests: [RETURNS],
  },
  {
    no: 14,
    words: 'a partial return gives the coupon back',
    edits: [
      {
        file: 'domain/sale/apply-return.ts',
        find: 'back.complete ? giveCouponsBack(moves, wish, value) : []',
        replace: 'giveCouponsBack(moves, wish, value)',
      },
      {
        file: 'domain/sale/apply-return.ts',
        find: '...couponLots(value, back.complete),',
        replace: '...couponLots(value, true),',
      },
    ],
    tests: [COUPON],
  },
  {
    no: 15,
    words: 'last days end at midnight in UTC',
    edits: [
      {
        file: 'domain/org/index.ts',
        find: 'return businessDay(work.at, (await chain(work)).zone, 0)',
        replace: "return businessDay(work.at, 'UTC', 0)",
      },
    ],
    tests: [LAST_DAY],
    only: "'20",
  },
  {
    no: 16,
    words: 'what has died is dead only once the job has run',
    edits: [
      {
        file: 'domain/ledger/model/lots.ts',
        find: 'lot.expiresOn === null || lot.expiresOn >= on',
        replace: "lot.expiresOn === null || lot.expiresOn >= on || on !== ''",
      },
    ],
    tests: [LAST_DAY],
    only: "'20",
  },
  {
    no: 17,
    words: 'a coupon is redeemed by its id, whatever state it is in',
    edits: [
      {
        file: 'domain/wallet/coupons.ts',
        find: 'return spend(side, { unit, memberId, amount: 1, ...one })',
        replace: 'return spend(side, { unit, memberId, amount: 1, ...one }) || true',
      },
    ],
    tests: [SALES],
    only: 'one coupon of one member',
  },
  {
    no: 18,
    words: 'a hold whose time is over is never released',
    edits: [
      {
        file: 'domain/wallet/hold.ts',
        find: "filter((h) => h.state === 'active' && !ledger.stands(h, book.at))",
        replace: "filter((h) => h.state !== 'active' && !ledger.stands(h, book.at))",
      },
    ],
    tests: ['test/time/jobs.test.ts'],
    only: 'no hold stands beyond its time',
  },
  {
    no: 19,
    words: 'a coupon takes off more than the goods cost',
    edits: [
      {
        file: 'domain/program/model/coupon-price.ts',
        find: 'return money(Math.min(most, of))',
        replace: 'return money(most)',
      },
    ],
    tests: ['domain/program/model/price.test.ts'],
  },
  {
    no: 20,
    words: 'a till does not care that the app holds a coupon',
    edits: [
      {
        file: 'domain/wallet/coupons.ts',
        find: 'const hold = of.shown.holdId === null ? undefined : side.book.holds.get(of.shown.holdId)',
        replace: 'const hold = [...side.book.holds.values()].find((one) => one.lotId === of.shown.couponId)',
      },
    ],
    tests: [COUPON],
  },
  ...MESSAGE_MUTANTS,
  ...TILL_MUTANTS,
  {
    no: 36,
    words: 'a commit does not wait for the disk',
    edits: [
      { file: 'db/connect.ts', find: '-c synchronous_commit=on', replace: '-c synchronous_commit=off' },
    ],
    tests: ['db/connect.test.ts'],
  },
]
