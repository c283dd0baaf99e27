import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { uuidv7 } from '#base/id'
import { must } from '#base/must'
import { addProduct } from '#domain/goods/contract'
import { enrolMember } from '#domain/member/contract'
import { me } from '#domain/org/contract'
import { recordSale } from '#domain/sale/contract'
import { CLUB_WORDS as words, reviewsWords } from '#server/outside/club-words'
import { launch } from '#tools/chromium'
import { startProgram } from '#tools/program'
import { ask, at, PHONE, reader, seen, tell, walk, WIDE } from './reader.ts'
import { openTheHouse, press } from './ways.ts'
import { zh } from './words.ts'

beforeAll(() => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

const newId = () => uuidv7(Date.now(), randomBytes(16))

/** Somebody who has bought a jar of cream; answers the address of their page at head office. */
async function customer(page: Page): Promise<string> {
  const id = newId()
  await tell(page, enrolMember, { id, number: '9001', name: '钟子期', source: 'terminal' })
  await tell(page, addProduct, { id: newId(), code: 'CREAM', name: '桂花润手霜', priceMinor: 68_00 })
  const { branches } = await ask(page, me, {})
  const lines = [{ productCode: 'CREAM', quantity: 1 }]
  const branchCode = branches[0]?.code ?? ''
  const happenedAt = new Date().toISOString()
  await tell(page, recordSale, { id: newId(), branchCode, happenedAt, memberNumber: '9001', lines })
  return `/members/${id}`
}

/** Copies the member's own link as the counter does; answers it. */
async function copied(page: Page): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await press(page, zh.history.wishes.forum)
  await seen(page.getByText(zh.history.wishes.copied))
  return page.evaluate<string>('navigator.clipboard.readText()')
}

/** Opens a topic, answers it, takes a name and reviews the purchase. */
async function writes(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByText(words.open.zh).click()
  await page.getByLabel(words.title.zh).fill('冬天用什么护手？')
  await page.getByLabel(words.body.zh).fill('求推荐，手很干。')
  await press(page, words.send.zh)
  await seen(page.getByText(words.saved.zh))
  await page.getByRole('link', { name: '冬天用什么护手？' }).click()
  await at(page, '冬天用什么护手？')
  await page.getByLabel(words.body.zh).fill('润手霜不错。')
  await press(page, words.send.zh)
  await seen(page.getByText('润手霜不错。'))
  await page.goto(link)
  await page.getByRole('link', { name: words.name.zh }).click()
  await page.getByRole('textbox', { name: words.name.zh }).fill('高山流水')
  await press(page, words.save.zh)
  await seen(page.getByText(words.renamed.zh))
  await page.getByRole('link', { name: words.mine.zh }).click()
  await page.locator('summary', { hasText: words.review.zh }).click()
  await page.getByLabel(words.stars.zh).selectOption('4')
  await page.getByLabel(words.body.zh).fill('很滋润，味道也好闻。')
  await press(page, words.send.zh)
  await seen(page.getByText(words.saved.zh))
  await seen(page.getByRole('img', { name: `${words.stars.zh} 4/5` }))
}

const fits = async (page: Page, width: number): Promise<void> =>
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)

/** What everybody reads, on a phone and on a desk, in both languages. */
async function visitors(browser: Browser, address: string): Promise<void> {
  for (const language of ['zh-CN', 'en'] as const)
    for (const size of [PHONE, WIDE]) {
      const own = language === 'en' ? 'en' : 'zh'
      const visitor = await reader(browser, { address, size, language })
      await walk(visitor, `reviews-${own}-${size.width}`, async () => {
        const { page } = visitor
        await page.goto('/reviews')
        await seen(page.getByText('很滋润，味道也好闻。'))
        await seen(page.getByText('高山流水'))
        await seen(page.getByText(reviewsWords(own, 1)))
        await page.getByRole('link', { name: '桂花润手霜' }).click()
        await seen(page.getByRole('link', { name: words.all[own] }))
        await seen(page.getByText('很滋润，味道也好闻。'))
        await fits(page, size.width)
        expect(await page.locator('form').count()).toBe(0)
      })
    }
}

test(
  'C46: the counter copies a member’s link; the member writes by it, and everybody reads the reviews',
  { timeout: 240_000 },
  async () => {
    const house = await startProgram()
    onTestFinished(async () => expect(await house.stop()).toBe(0))
    const { address } = house
    const browser = await launch()
    onTestFinished(() => browser.close())
    const owner = await reader(browser, { address })
    let link = ''
    await walk(owner, 'club-counter', async () => {
      const { page } = owner
      await openTheHouse(page)
      await page.goto(await customer(page))
      link = await copied(page)
      expect(new URL(link).pathname).toMatch(/^\/forum\/.+/)
    })
    const member = await reader(browser, { address, size: PHONE })
    await walk(member, 'club-member', async () => {
      await writes(member.page, link)
      await fits(member.page, PHONE.width)
    })
    await visitors(browser, address)
  },
)
