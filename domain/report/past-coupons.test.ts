import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as contract from '#domain/import/contract'
import { listMembers } from '#domain/member/contract'
import { foundBy } from '#test/world/breaks'
import { importFile, tryFile, upload } from '#test/world/import'
import { world, type TestWorld } from '#test/world/world'
import { reportSheet } from './contract.ts'

const csv = (...lines: string[]) => Buffer.from(`${lines.join('\n')}\n`)
const MEMBERS = csv('会员号,姓名', ...[1, 2, 3, 4].map((nth) => `M${nth},会员${nth}`))
const HISTORY = csv(
  '活动,券,名称,会员号,发放日期,使用日期,小票号,商品编码,开始日期,结束日期',
  '春季,,春季特惠,,,,,,2025-03-01,2025-03-31',
  '春季,C1,满减券,,,,,P1,,',
  '春季,C1,满减券,,,,,P2,,',
  '春季,C2,赠品券,,,,,P1,,',
  '春季,,,M1,,,,,,',
  '春季,,,M2,,,,,,',
  '春季,C2,,M3,2025-03-05,,,,,',
  '春季,C1,,M1,,2025-03-10,R1,,,',
  '春季,C1,,M4,,2025-03-11,,,,',
  ',C9,生日券,M2,2025-06-01,2025-06-09,R7,,,',
)
const AT = { at: '2026-03-02T04:00:00.000Z' }

/** The past of the coupon report: the tables of campaigns and of coupons, without their columns. */
async function told(w: TestWorld, filters: Record<string, string> = {}) {
  const words = JSON.stringify({ from: '2025-01-01', to: '2026-03-02', ...filters })
  const sheet = await w.call(reportSheet, { code: 'coupons', language: 'en', filters: words as never })
  return sheet.parts.slice(1).map((part) => part.rows)
}

const facts = (w: TestWorld) =>
  w.work(async (work) => {
    const { rows } = await sql<{ facts: number; lots: number; coupons: number }>`
      select (select count(*)::int from import.past_coupon) as facts,
             (select count(*)::int from ledger.lot) as lots,
             (select count(*)::int from wallet.coupon) as coupons`.execute(work.tx)
    return rows[0]
  })

test('I6: past coupons are told in the report, and nobody owns or owes anything by them', async () => {
  const w = await world(AT)
  await importFile(w, { kind: 'members', bytes: MEMBERS })
  const { file, made } = await importFile(w, { kind: 'pastCoupons', bytes: HISTORY })
  expect(file).toMatchObject({ rowsTotal: 10, imported: 10, duplicates: 0, refused: 0 })
  expect(made).toMatchObject({ pastCoupons: 10, members: 0 })
  const [campaigns, coupons] = await told(w)
  expect(campaigns).toEqual([
    // Two coupons to two members, and one to one; M4 used one without being on a list.
    ['春季', '春季特惠', '2025-03-01', '2025-03-31', 2, 2, 5, 3, 2, 2, 3333, 1],
    ['', '', '2025-06-01', '2025-06-09', 1, 0, 1, 1, 1, 1, 10_000, 0],
  ])
  expect(coupons).toEqual([
    ['春季', 'C1', '满减券', 2, 2, 2, 2, 2, 5000, 1],
    ['春季', 'C2', '赠品券', 1, 3, 3, 0, 0, 0, 0],
    ['', 'C9', '生日券', 0, 1, 1, 1, 1, 10_000, 0],
  ])
  expect(await facts(w)).toEqual({ facts: 10, lots: 0, coupons: 0 })
  // A campaign is told whole where it ran on any of the days, and not at all where it did not.
  const [june] = await told(w, { from: '2025-06-09', to: '2025-06-30' })
  expect(june?.map((row) => row[2])).toEqual(['2025-06-01'])
  expect(await told(w, { from: '2025-04-01', to: '2025-04-30' })).toEqual([])
  await w.audit()
})

test('the same facts again are duplicates, other content is refused, an undone file is forgotten', async () => {
  const w = await world(AT)
  const people = await importFile(w, { kind: 'members', bytes: MEMBERS })
  const first = await importFile(w, { kind: 'pastCoupons', bytes: HISTORY })
  const before = await told(w)
  const again = await upload(w, { kind: 'pastCoupons', bytes: HISTORY })
  expect(await tryFile(w, again)).toMatchObject({ rows: 10, toImport: 0, duplicates: 10, refused: 0 })
  const second = await importFile(w, { kind: 'pastCoupons', bytes: HISTORY })
  expect(second.file).toMatchObject({ imported: 0, duplicates: 10, refused: 0 })
  const other = csv('活动,券,名称,商品编码', '春季,C1,打折券,P1')
  const third = await importFile(w, { kind: 'pastCoupons', bytes: other })
  expect(third.reasons).toEqual([{ outcome: 'refused', code: 'key_other_content', rows: 1 }])
  expect(await told(w)).toEqual(before)

  // Members of whom the past tells stay, as those with sales do; the rest of the file goes.
  await w.call(contract.undoImport, { id: people.id })
  await w.settle()
  expect(await w.call(listMembers, {})).toMatchObject({ total: 4 })
  await w.call(contract.undoImport, { id: first.id })
  await w.settle()
  expect(await told(w)).toEqual([])
  await w.audit()
  await w.call(contract.runImport, { id: first.id })
  await w.settle()
  expect(await told(w)).toEqual(before)
  await w.audit()
})

test('two equal uses of a day are one, unless the file is said to mean two', async () => {
  const w = await world(AT)
  await importFile(w, { kind: 'members', bytes: MEMBERS })
  const bytes = csv('券,会员号,使用日期', 'C1,M1,2025-03-10', 'C1,M1,2025-03-10')
  const one = await importFile(w, { kind: 'pastCoupons', bytes })
  expect(one.file).toMatchObject({ imported: 1, duplicates: 1 })
  await w.call(contract.undoImport, { id: one.id })
  await w.settle()
  const options = { repeatedLines: 'real' as const }
  const two = await importFile(w, { kind: 'pastCoupons', bytes, options })
  expect(two.file).toMatchObject({ imported: 2, duplicates: 0 })
  const same = await importFile(w, { kind: 'pastCoupons', bytes, options })
  expect(same.file).toMatchObject({ imported: 0, duplicates: 2 })
})

/** Columns as the file has them, what is wrong in the row, and the field that is named. */
const WRONG: readonly (readonly [cells: string, code: string, field?: string])[] = [
  [',,满减券,,,,', 'past_names_nothing', 'coupon'],
  [',M1,,,2025-03-10,,', 'past_names_nothing', 'coupon'],
  ['C1,,,,2025-03-10,,', 'cell_empty', 'memberNumber'],
  [`C1,,${'x'.repeat(201)},,,,`, 'text_too_long', 'couponName'],
  ['C2,,,,,2025-03-10,2025-03-09', 'past_ends_before', 'validTo'],
  ['C1,M1,,2026-03-03,,,', 'past_in_future', 'issuedOn'],
  ['C1,M1,,,2026-03-03,,', 'past_in_future', 'redeemedOn'],
  ['C1,M1,,2025-03-02,2025-03-01,,', 'past_used_before', 'redeemedOn'],
  ['C1,M1,,,yesterday,,', 'not_a_day', 'redeemedOn'],
  ['C1,M9,,,,,', 'member_number_unknown'],
]

test('I7: what cannot be history is refused, naming the row and the field', async () => {
  const w = await world(AT)
  await importFile(w, { kind: 'members', bytes: MEMBERS })
  const names = '券,会员号,名称,发放日期,使用日期,开始日期,结束日期'
  const options = { dateFormat: 'ymd' as const }
  const bytes = csv(names, ...WRONG.map(([cells]) => cells), 'C0,M2,,2026-03-02,2026-03-02,,')
  const { id, file } = await importFile(w, { kind: 'pastCoupons', bytes, options })
  expect(file).toMatchObject({ imported: 1, refused: WRONG.length })
  const { rows } = await w.call(contract.listImportRows, { id })
  expect(rows.map((row) => [row.rowNo, row.code, row.details['field']])).toEqual(
    WRONG.map(([, code, field], at) => [at + 2, code, field]),
  )
})

/** Each breaks one law behind the back of the table's own guards; the audit must name that law. */
const BREAKS = [
  [
    'I6 a past coupon is no lot',
    `insert into wallet.coupon (id, fingerprint, code, member_id, cause_id, issued_at)
     select id, '', 'C1', gen_random_uuid(), id, now() from import.past_coupon limit 1`,
  ],
  ['I7 a past fact stands under its key', `delete from import.applied where made = 'past_coupon'`],
  ['I7 a past fact stands under its key', `delete from import.past_coupon`],
] as const

/** What the table itself refuses. */
const REFUSED = [
  `fact = 'redemption'`,
  `member_id = null where fact = 'issue'`,
  `redeemed_on = null where fact = 'redemption'`,
  `receipt_no = 'R' where fact = 'issue'`,
  `issued_on = redeemed_on + 1 where fact = 'redemption'`,
  `coupon = null where fact = 'coupon'`,
  `valid_to = valid_from - 1 where fact = 'campaign'`,
  `campaign = '', coupon = null where fact = 'issue'`,
]

test('the laws of past coupons are held by the table, and the audit finds each broken', async () => {
  const w = await world(AT)
  await importFile(w, { kind: 'members', bytes: MEMBERS })
  await importFile(w, { kind: 'pastCoupons', bytes: HISTORY })
  for (const change of REFUSED) {
    const rewrite = sql.raw(`update import.past_coupon set ${change}`)
    await expect(w.work((work) => rewrite.execute(work.tx))).rejects.toThrow('append-only')
    const unguarded = w.work(async (work) => {
      await sql`alter table import.past_coupon disable trigger user`.execute(work.tx)
      await rewrite.execute(work.tx)
    })
    await expect(unguarded, change).rejects.toThrow(/violates check constraint "past_/)
  }
  for (const [law, breaking] of BREAKS) expect(await foundBy(w, 'import.audit', breaking)).toContain(law)
})
