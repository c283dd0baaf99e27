import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { uuidv7 } from '#base/id'
import { must, present } from '#base/must'
import { setTillPin } from '#domain/device/contract/device'
import { bundleAnswer, importBundle, showBundle } from '#domain/device/contract/bundle'
import { deviceExceptions, deviceLog } from '#domain/device/contract/log'
import { listReservations, placeLease } from '#domain/device/contract/reservation'
import { addProduct } from '#domain/goods/contract'
import { enrolMember } from '#domain/member/contract'
import { listBranches, me } from '#domain/org/contract'
import { publishProgram } from '#domain/program/contract'
import { showWallet } from '#domain/wallet/contract'
import { topUpMember } from '#domain/wallet/contract/top-up'
import { dice } from '#server/cli/bench-sales'
import { audited, home, killPostgres, startProgram, type Program } from '#test/crash/program'
import { found, type Visitor } from '#test/crash/visitor'
import { rules } from '#test/world/shop'
import { launch } from '#tools/chromium'
import { zhCN as till } from '../../apps/till/text/zh-CN.ts'
import { faultyLine, type FaultyLine } from './faulty-line.ts'
import { reader, seen, WIDE } from './reader.ts'
import { device, type Device } from './till-browsers.ts'
import * as ways from './till-ways.ts'

/** A failing run says its seed; `STORM_SEED` draws the cuts, the baskets and the moments of the kills from it again. */
const SEED = Number(process.env['STORM_SEED'] ?? Date.now() % 1_000_000)
/** A night may ask for more. */
const SALES = Number(process.env['STORM_SALES'] ?? 8)
const TEST_MS = 420_000 + SALES * 10_000
const roll = dice(SEED)
const chance = (): number => roll(1_000_000) / 1_000_000
const newId = (): string => uuidv7(Date.now(), randomBytes(10))

beforeAll(() => {
  console.log(`storm seed ${SEED}`)
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

/** A coupon open to all, of which no till has to ask whether it is left. */
const { code, minor } = ways.COUPON
const OPEN = { code, nameZh: '立减五元', nameEn: 'Five off', kind: 'amount' as const, minor, open: true }
/** What the member has stored: all that one till could burn of it by its lease. */
const STORED = SALES * (ways.TEA.priceMinor + ways.CUP.priceMinor)

/** Head office: a program that is killed and comes back at the same port over the same data. */
type Office = { readonly data: string; readonly port: number; readonly visitor: Visitor; program: Program }
const call = ({ visitor, program }: Office): ways.Office => visitor.at(program.address)

type Till = { readonly id: string; page: Page; readonly line: FaultyLine }
/** What customers were shown: nothing of this may ever be lost. */
type Shown = string[]
type Storm = Readonly<{ office: Office; tills: Till[]; shown: Shown; branchId: string; memberId: string }>

async function open(): Promise<Storm> {
  const { data, remove } = await home()
  onTestFinished(remove)
  const program = await startProgram(data)
  const visitor = await found(program.address)
  const office: Office = { data, program, visitor, port: Number(new URL(program.address).port) }
  onTestFinished(() => office.program.kill())
  const ask = call(office)
  await ask(publishProgram, { id: newId(), document: rules({ coupons: [OPEN] }) })
  for (const one of [ways.TEA, ways.CUP]) await ask(addProduct, { id: newId(), ...one })
  const member = { id: newId(), number: ways.CARD, name: '钟子期', source: 'terminal' as const }
  await ask(enrolMember, member)
  const topUp = { id: newId(), memberId: member.id, amountMinor: STORED, tender: 'cash' as const }
  await ask(topUpMember, { ...topUp, branchCode: 'S1' })
  await ask(setTillPin, { staffId: (await ask(me, {})).id, pin: ways.PIN })
  const { rows } = await ask(listBranches, {})
  const branchId = present(rows[0], 'test: a branch').id
  return { office, tills: [], shown: [], branchId, memberId: member.id }
}

const freshLine = async ({ office }: Storm): Promise<FaultyLine> => {
  const line = await faultyLine(office.port, chance)
  onTestFinished(line.close)
  return line
}

/** A till of the shop, enrolled over a line that still works. */
async function admit({ office, branchId, tills }: Storm, page: Page, line: FaultyLine): Promise<Till> {
  const ids = { id: newId(), approvalId: newId(), branchId, name: `till ${tills.length + 1}` }
  const id = await ways.enrol(call(office), page, ids)
  await ways.signIn(page)
  await ways.installed(page)
  await ways.stocked(page)
  const one: Till = { id, page, line }
  tills.push(one)
  return one
}

async function tillIn(browser: Browser, storm: Storm): Promise<Till> {
  const line = await freshLine(storm)
  const { page } = await reader(browser, { address: `http://localhost:${line.port}/`, size: WIDE })
  await page.addInitScript('delete window.showSaveFilePicker')
  return admit(storm, page, line)
}

/** Drawn before anybody sells, so that the same seed is the same baskets. */
const baskets = (): ways.Basket[] =>
  Array.from({ length: SALES }, () => ({
    goods: [[ways.TEA], [ways.CUP], [ways.TEA, ways.CUP]][roll(3)] ?? [],
    ...(roll(3) === 0 && { card: ways.CARD }),
    ...(roll(4) === 0 && { coupon: true }),
  }))

/** Of a till that is killed: what is left in the basket is counted by its goods alone. */
const plainBaskets = (): ways.Basket[] => baskets().map(({ coupon: _, ...one }) => one)

/** Of a till that holds the member's lease: every other customer is the member, and pays by what is set aside. */
const storedBaskets = (): ways.Basket[] =>
  baskets().map((one, at) => (at % 2 === 0 ? { ...one, card: ways.CARD, stored: true } : one))

const STORED_BASKETS = storedBaskets()

/** The only till yet gets a lease of all that the member has, and has it on its disk before its line goes down. */
async function leased({ office, branchId, memberId }: Storm, { page }: Till): Promise<void> {
  await call(office)(placeLease, { id: newId(), branchId, memberId, minor: STORED })
  await page.reload()
  await expect.poll(() => ways.reservationsOnDisk(page), { timeout: TEST_MS }).toBe(1)
}

/** One customer brings the first thing of the till's first receipt back. */
async function bringBack(shown: Shown, page: Page, receiptNo: string): Promise<void> {
  await emptied(page)
  shown.push(await ways.takeBack(page, receiptNo))
}

/** Answers the receipts of these customers. */
async function sellAll(shown: Shown, page: Page, all: readonly ways.Basket[]): Promise<string[]> {
  await emptied(page)
  const own: string[] = []
  for (const basket of all) {
    own.push(await ways.sell(page, basket))
    shown.push(...own.slice(-1))
  }
  return own
}

async function sellAndTakeBack(shown: Shown, page: Page, all: readonly ways.Basket[]): Promise<void> {
  const [first] = await sellAll(shown, page, all)
  await bringBack(shown, page, present(first, 'test: a receipt that comes back'))
}

/** Kills head office when some have sold, lets the tills sell on without it, and starts it again. */
async function killOffice({ office, shown }: Storm): Promise<void> {
  const reached = (least: number) => vi.waitUntil(() => shown.length >= least, { timeout: TEST_MS })
  await reached(SALES / 2)
  await office.program.kill()
  await reached(shown.length + 3)
  office.program = await startProgram(office.data, office.port)
  // While it started the tills may have sold nearly all there is.
  await reached(Math.min(shown.length + 3, 3 * SALES))
  await killDatabase(office)
}

/** PostgreSQL dies as in a power failure; the program notices, ends, and the next one recovers what was written. */
async function killDatabase(office: Office): Promise<void> {
  expect(await killPostgres(office.data)).toBe(true)
  expect(await office.program.ended).toBe(1)
  office.program = await startProgram(office.data, office.port)
}

type Killed = Readonly<{ storm: Storm; one: Till; disk: Device; all: readonly ways.Basket[] }>

/** The plug is pulled while the last key of a sale is pressed, and the till is opened again. */
async function killTill({ storm: { shown }, one, disk, all }: Killed): Promise<void> {
  const half = Math.floor(all.length / 2)
  const [before, [torn, ...after]] = [all.slice(0, half), all.slice(half)]
  await sellAll(shown, one.page, before)
  const had = await ways.receiptsOnDisk(one.page)
  await ways.ringUp(one.page, present(torn, 'test: a sale is torn'))
  const pressed = one.page.keyboard.press('Enter').catch(() => undefined)
  await pause(roll(120))
  await disk.kill()
  await pressed

  one.page = await reopened(disk)
  const has = await ways.receiptsOnDisk(one.page)
  const numbers = has.map(({ receiptNo }) => receiptNo)
  // What was written before is there; the torn one is there whole or not at all.
  expect(numbers).toEqual(expect.arrayContaining(had.map(({ receiptNo }) => receiptNo)))
  expect(has.length - had.length).toBeLessThanOrEqual(1)
  // What was not written down is still in the basket; what was is not to be charged again.
  await (has.length > had.length ? emptied(one.page) : finish(shown, one.page, present(torn, 'test: torn')))
  await sellAll(shown, one.page, after)
}

const emptied = (page: Page) => seen(page.getByText(till.checkout.empty))

/** The customer still stands there: the basket is as the disk has it, and what it has not is rung up anew. */
async function finish(shown: Shown, page: Page, torn: ways.Basket): Promise<void> {
  const lines = await ways.linesOnDisk(page)
  const { goods } = torn
  const kept = { goods: goods.slice(0, lines) }
  if (lines > 0) await seen(page.locator('.checkout-due', { hasText: ways.yuan(ways.totalOf(kept)) }))
  else await emptied(page)
  await ways.ringUp(page, { ...torn, goods: goods.slice(lines) }, ways.totalOf(torn))
  await page.keyboard.press('Enter')
  shown.push(await ways.nextCustomer(page))
}

async function reopened(disk: Device): Promise<Page> {
  const context = await disk.open()
  const page = await context.newPage()
  await page.goto('/till/')
  await ways.signIn(page)
  return page
}

/** A second window reads and does not write, until the first one is closed. */
async function twoWindows({ shown }: Storm, one: Till, all: readonly ways.Basket[]): Promise<void> {
  const half = Math.floor(all.length / 2)
  await sellAll(shown, one.page, all.slice(0, half))
  const second = await one.page.context().newPage()
  await second.goto('/till/')
  await ways.signIn(second)
  await seen(second.getByText(till.shell.status.readOnly))
  await ways.scan(second, ways.TEA.barcode)
  await seen(second.getByText(till.checkout.reading))
  const first = present(all[half], 'test: a sale beside a second window')
  await sellAll(shown, one.page, [first])
  await one.page.close()
  await second.getByText(till.shell.status.readOnly).waitFor({ state: 'detached' })
  await emptied(second)
  one.page = second
  await sellAll(shown, second, all.slice(half + 1))
}

/** Without any line: the file is pulled out half written once, then brought whole, and the answer comes back. */
async function byStick({ office }: Storm, { page }: Till): Promise<void> {
  await ways.goTo(page, 'sync')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: till.sync.stick.save }).click(),
  ])
  const bytes = new Uint8Array(readFileSync(await file.path()))
  const { address } = office.program
  const torn = bytes.slice(0, 1 + roll(bytes.length - 1))
  const refused = await office.visitor.asking(address)(importBundle, { id: newId(), bytes: torn })
  expect(refused?.status, refused?.text).toBe(422)
  const id = newId()
  await call(office)(importBundle, { id, bytes })
  await expect
    .poll(async () => (await call(office)(showBundle, { id })).state, { timeout: TEST_MS })
    .toBe('done')
  expect(await call(office)(showBundle, { id })).toMatchObject({ fault: null, waiting: 0, refused: 0 })

  const answer = await office.visitor.file(address)(bundleAnswer, { id })
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'answer', mimeType: 'application/octet-stream', buffer: Buffer.from(answer) })
  await seen(page.getByText(till.sync.answer.sent))
}

/** The line is clean again: the cashier asks for a round until nothing waits. */
async function sendAll({ page, line }: Till): Promise<void> {
  line.set({})
  await ways.goTo(page, 'sync')
  const sent = page.getByText(till.sync.answer.sent)
  const round = async () => {
    await page.getByRole('button', { name: new RegExp(`^${till.sync.now}`) }).click()
    return sent.isVisible()
  }
  await vi.waitUntil(round, { timeout: TEST_MS, interval: 250 })
}

/** O8 on both sides, and what the till's disk holds. */
async function settled({ office }: Storm, { id, page }: Till): Promise<readonly ways.Kept[]> {
  const { created, applied, duplicate, refused, quarantined, pending } = await ways.heapsShown(page)
  const log = await call(office)(deviceLog, { id })
  expect({ created, quarantined, pending }).toEqual({
    created: log.created,
    quarantined: log.quarantined,
    pending: log.pending,
  })
  const taken = { count: applied.count + duplicate.count, minor: applied.minor + duplicate.minor }
  expect([taken, refused.count, log.forks]).toEqual([created, 0, []])
  // A member who buys the same at two tills in a few minutes is pointed out to people; nothing else may be.
  const { rows } = await call(office)(deviceExceptions, { deviceId: id })
  expect(rows.filter(({ kind }) => kind !== 'possible_duplicate')).toEqual([])
  return ways.receiptsOnDisk(page)
}

async function expectOnce(storm: Storm): Promise<void> {
  const { office, tills, shown } = storm
  const disks = await Promise.all(tills.map((one) => settled(storm, one)))
  const kept = disks.flat()
  const booked = await ways.salesAt(call(office))
  const numbers = booked.map(({ receiptNo }) => receiptNo)
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(new Set(shown).size).toBe(shown.length)
  expect(numbers).toEqual(expect.arrayContaining(shown))
  const of = (rows: readonly Readonly<{ id: string; totalMinor: number }>[]) =>
    rows.map(({ id, totalMinor }) => `${id} ${totalMinor}`).toSorted()
  // What goes back is told with a sign at head office; a receipt says of what kind it is.
  const signed = kept.map((one) => ({
    ...one,
    totalMinor: one.kind === 'return' ? 0 - one.totalMinor : one.totalMinor,
  }))
  expect(of(booked)).toEqual(of(signed))
  // A sale is missing on no list: all that were rung up were shown, but for the one whose till was killed.
  expect(booked.length - shown.length).toBeLessThanOrEqual(1)
  expect(booked.length).toBe(tills.length * SALES + RETURNS)
  await expectStored(storm, present(disks[0], 'test: the till that held the lease'))
  expect(await audited(office.data)).toMatchObject({ code: 0, violations: 0 })
}

/** Two tills take something back. */
const RETURNS = 2

/** The member has what was stored less what the lease paid, and what that till gave back of it. */
async function expectStored({ office, memberId }: Storm, receipts: readonly ways.Kept[]): Promise<void> {
  const ask = call(office)
  const { rows } = await ask(listReservations, { memberId, rows: 200 })
  const paid = STORED_BASKETS.reduce((sum, one) => sum + (one.stored ? ways.totalOf(one) : 0), 0)
  expect(rows.map(({ kind, spent }) => [kind, spent.minor])).toEqual([['lease', paid]])
  const back = receipts.reduce((sum, one) => sum + (one.kind === 'return' ? one.totalMinor : 0), 0)
  const { principalMinor } = await ask(showWallet, { memberId })
  expect(back).toBeGreaterThan(0)
  expect(principalMinor).toBe(STORED - paid + back)
}

/** A storm that ends early leaves a picture of every till. */
async function pictured({ tills }: Storm, storm: Promise<unknown>): Promise<void> {
  try {
    await storm
  } catch (trouble) {
    for (const [at, { page }] of tills.entries()) {
      const path = join(tmpdir(), 'zhiji-e2e', `storm-${SEED}-${at + 1}.png`)
      await page.screenshot({ path }).catch(() => undefined)
      console.error(`till ${at + 1} is at ${page.url()}; see ${path}`)
    }
    throw trouble
  }
}

test(
  `four tills in a storm sell on, and every receipt is at head office once; seed ${SEED}`,
  { timeout: TEST_MS },
  async () => {
    const storm = await open()
    const browser = await launch()
    onTestFinished(() => browser.close())
    const alone = await tillIn(browser, storm)
    await leased(storm, alone)
    const plain = await tillIn(browser, storm)
    const windows = await tillIn(browser, storm)
    const line = await freshLine(storm)
    const disk = device(`http://localhost:${line.port}/`)
    const torn = await admit(storm, await (await disk.open()).newPage(), line)

    const all = { plain: baskets(), windows: baskets(), alone: STORED_BASKETS, torn: plainBaskets() }
    for (const one of [plain, windows, torn])
      one.line.set({ delayed: 0.3, delayMs: 300, cut: 0.05, cutNext: true })
    alone.line.set({ down: true })
    await pictured(
      storm,
      Promise.all([
        sellAndTakeBack(storm.shown, plain.page, all.plain),
        twoWindows(storm, windows, all.windows),
        sellAndTakeBack(storm.shown, alone.page, all.alone),
        killTill({ storm, one: torn, disk, all: all.torn }),
        killOffice(storm),
      ]),
    )
    await byStick(storm, alone)
    // Once more while what waits is being sent.
    const { office } = storm
    const sending = storm.tills.map(sendAll)
    await office.program.kill()
    office.program = await startProgram(office.data, office.port)
    await Promise.all(sending)
    expect(plain.line.cuts() + windows.line.cuts() + torn.line.cuts()).toBeGreaterThan(0)
    await expectOnce(storm)
    expect(await office.program.stop()).toBe(0)
  },
)
