import { spawnSync } from 'node:child_process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must, present } from '#base/must'
import { showDemo } from '#domain/demo/contract'
import { activity, recency, repeatRate } from '#domain/insight/contract/people'
import { billsReport, productRanking } from '#domain/insight/contract/shop'
import { segmentHabits } from '#domain/insight/contract/trial'
import { recordSale } from '#domain/sale/contract'
import { me } from '#domain/org/contract'
import { launch } from '#tools/chromium'
import { startProgram, type Program } from '#tools/program'
import { uuidv7 } from '#base/id'
import { randomBytes } from 'node:crypto'
import { GROUPS, questionPath, QUESTIONS } from '../../apps/console/insight/questions.ts'
import type { Question } from '../../apps/console/insight/questions.ts'
import { ask, at, PHONE, reader, seen, walk, type Reader } from './reader.ts'
import { count, press } from './ways.ts'
import { en, filled, like, zh } from './words.ts'

let program: Program
let browser: Browser
let owner: Reader

beforeAll(async () => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
  program = await startProgram()
  browser = await launch()
  owner = await reader(browser, { address: program.address })
})
afterAll(async () => {
  await browser.close()
  expect(await program.stop()).toBe(0)
})

const ALL: readonly Question[] = GROUPS.flatMap((group) => [...QUESTIONS[group]])
/** The last day of the tour's data. */
const LAST = '1998-06-30'

/** Every question's page has its answer, a table and its method; answers the sentence. */
async function answered(page: Page, question: Question, words: typeof zh | typeof en): Promise<string> {
  await page.goto(questionPath(question))
  await at(page, words.shop.questions[question])
  const answer = page.locator('.page-answer')
  await answer.waitFor()
  await page.getByText(words.insight.how).click()
  await seen(page.locator('details[open]'))
  return present(await answer.textContent(), 'test: a page begins with its answer')
}

test('each question is answered on real data, in both languages', { timeout: 180_000 }, async () => {
  const { page } = owner
  await walk(owner, 'insight', async () => {
    await page.goto('/')
    await at(page, zh.start.setUp.title)
    await press(page, zh.start.setUp.demoStart)
    await at(page, zh.start.setUp.demoReady)
    await press(page, zh.start.setUp.demoEnter)
    await page.getByText(zh.overview.tour.done).waitFor()
    await page.goto('/insight')
    for (const question of ALL)
      await seen(page.getByRole('link', { name: zh.shop.questions[question], exact: true }))
    for (const question of ALL) {
      const said = await answered(page, question, zh)
      expect(said, question).not.toMatch(/\{\{|NaN|undefined/)
    }
  })
  const as = await page.context().storageState()
  const english = await reader(browser, { address: program.address, as, language: 'en' })
  await walk(english, 'insight in English', async () => {
    for (const question of ALL) expect(await answered(english.page, question, en)).toMatch(/[a-z]{3}/)
  })
  await english.page.context().close()
})

test('the sentences say what the host computed', { timeout: 120_000 }, async () => {
  const { page } = owner
  await walk(owner, 'insight sentences', async () => {
    const told = await ask(page, repeatRate, {})
    await page.goto(questionPath('repeat'))
    expect(told).toMatchObject({ asOf: LAST, buyers: 2_357, repeaters: 1_139, verdict: 'below' })
    const blanks = { n: count(told.buyers), repeaters: count(told.repeaters), rate: '48.3%' }
    await seen(page.getByText(like(zh.shop.repeat.below, blanks)))

    const seldom = await ask(page, activity, {})
    await page.goto(questionPath('activity'))
    const way = seldom.active > seldom.activeBefore ? zh.shop.activity.more : zh.shop.activity.fewer
    await seen(page.getByText(like(way, { n: count(seldom.members), active: count(seldom.active) })))

    // The sales of the tour are long past: the page looks at the days up to the last of them by itself.
    const span = { from: '1998-06-01', to: LAST } as const
    const bills = await ask(page, billsReport, span)
    await page.goto(questionPath('bills'))
    await seen(page.getByText(like(zh.shop.span.days, { to: '1998年6月30日' })))
    await seen(page.locator('.figure-value', { hasText: new RegExp(`^${count(bills.sold.bills)}$`) }))
  })
})

test('the members of a figure are one click away, as many as it says', { timeout: 120_000 }, async () => {
  const { page } = owner
  await walk(owner, 'insight members', async () => {
    const { bands } = await ask(page, recency, {})
    const band = present(bands[1], 'test: members who came half a year to a year ago')
    await page.goto(questionPath('recency'))
    const name = filled(zh.shop.quiet.between, { from: '6', to: '12' })
    await page.getByRole('link', { name, exact: true }).click()
    await at(page, zh.insight.audience.title)
    await seen(page.getByText(like(zh.insight.audience.answer_other, { n: count(band.members) })))
  })
})

test('what a campaign could show is said before it is planned', { timeout: 120_000 }, async () => {
  const { page } = owner
  await walk(owner, 'learn', async () => {
    const { tour } = await ask(page, showDemo, {})
    const id = present(tour?.segmentIds[0], 'test: the tour saved a segment')
    const told = await ask(page, segmentHabits, { id })
    await page.goto('/campaigns')
    await page.getByRole('link', { name: zh.learn.title }).click()
    await at(page, zh.learn.title)
    await page.goto(`/campaigns/learn?segmentId=${id}&share=50`)
    const half = Math.round(told.members / 2)
    const blanks = { treated: count(told.members - half), control: count(half) }
    await seen(page.getByText(like(zh.learn.answer.least, blanks)))
    await press(page, zh.learn.go)
    await at(page, zh.campaigns.add)
  })
})

/** Rings up a sale at the tour's only branch, now. */
async function ringUp(page: Page, code: string, yuan: number): Promise<void> {
  const { branches } = await ask(page, me, {})
  const wish = {
    id: uuidv7(Date.now(), randomBytes(16)),
    branchCode: branches[0]?.code,
    happenedAt: new Date().toISOString(),
    lines: [{ productCode: code, name: code, quantity: 3, unitPriceMinor: yuan * 100 }],
  }
  const reply = await page.request.post(`/api/v1${recordSale.path}`, {
    data: wish,
    headers: { origin: new URL(program.address).origin },
  })
  expect(await reply.text()).toContain(wish.id)
}

test(
  'what is rung up is ranked while the page stands open, and can be watched',
  { timeout: 120_000 },
  async () => {
    const { page } = owner
    await walk(owner, 'insight live', async () => {
      await ringUp(page, 'GUQIN', 680)
      await page.goto(questionPath('products'))
      await seen(page.getByRole('link', { name: /1\. GUQIN/ }))
      await ringUp(page, 'ERHU', 990)
      await seen(page.getByRole('link', { name: /1\. ERHU/ }))
      await page.getByRole('button', { name: filled(zh.shop.products.mark, { name: 'ERHU' }) }).click()
      const { keys } = await ask(page, productRanking, {})
      expect(keys).toMatchObject({ products: 1, today: { amountMinor: 297_000, thousandths: 3_000 } })
      await seen(page.getByText(like(zh.shop.products.keys_other, { n: '1' })))
      await page.getByRole('link', { name: /1\. ERHU/ }).click()
      await at(page, zh.shop.questions.sold)
      await seen(page.getByText(zh.shop.sold.strangers))
    })
  },
)

test('on a phone no question is wider than the screen', { timeout: 120_000 }, async () => {
  const as = await owner.page.context().storageState()
  const phone = await reader(browser, { address: program.address, size: PHONE, as })
  const { page } = phone
  await walk(phone, 'insight on a phone', async () => {
    const wider: string[] = []
    for (const question of ALL) {
      await page.goto(questionPath(question))
      await page.locator('.page-answer').waitFor()
      const width = await page.evaluate<number>('document.scrollingElement.scrollWidth')
      if (width > PHONE.width) wider.push(`${question}: ${width}`)
    }
    expect(wider).toEqual([])
  })
})
