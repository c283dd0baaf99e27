import { spawnSync } from 'node:child_process'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { must, present } from '#base/must'
import { foundDemo, showDemo } from '#domain/demo/contract'
import { showSegment } from '#domain/insight/contract'
import {
  audienceReasons,
  builtAudience,
  countAudience,
  segmentVersions,
} from '#domain/insight/contract/audience'
import type { Rule } from '#domain/insight/contract/rule'
import { launch } from '#tools/chromium'
import { startProgram } from '#tools/program'
import { ask, at, PHONE, reader, seen, walk } from './reader.ts'
import { count, press } from './ways.ts'
import { filled, like, zh } from './words.ts'

const { audience, segments } = zh
const AS_OF = 'asOf=1998-06-30'
/** Longer than a busy machine takes to draw; what is waited for is a condition. */
const SOON = { timeout: 30_000 }

beforeAll(() => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

/** The tour with its real sales, founded without looking at it. */
async function found(page: Page): Promise<void> {
  await page.goto('/')
  const reply = await page.request.post(`/api/v1${foundDemo.path}`, {
    data: { language: 'zh-CN' },
    headers: { origin: new URL(page.url()).origin },
  })
  expect(reply.ok()).toBe(true)
  const stage = async () => (await ask(page, showDemo, {})).tour?.stage
  await expect.poll(stage, { timeout: 60_000 }).toBe('done')
}

/** The rule as it stands in the address. */
const ruleIn = (page: Page): Rule =>
  JSON.parse(present(new URL(page.url()).searchParams.get('rule'), 'test: a rule is in the address')) as Rule

const group = (page: Page, name: string): Locator => page.getByRole('group', { name, exact: true })

/** Adds a condition without a mouse: into the list, a few letters, Enter; the focus is then in the new condition. */
async function addByKeyboard(page: Page, into: string, kind: string): Promise<void> {
  await page.getByRole('combobox', { name: `${into}: ${audience.add}` }).focus()
  await page.keyboard.type(kind)
  await page.keyboard.press('Enter')
  await seen(group(page, kind))
  const inside = `document.activeElement.closest('[role=group]').getAttribute('aria-label')`
  await expect.poll(() => page.evaluate<string>(inside), SOON).toBe(kind)
}

async function chooseByKeyboard(page: Page, from: Locator, choice: string): Promise<void> {
  await from.getByRole('combobox').first().focus()
  await page.keyboard.type(choice)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await seen(from.getByText(choice).filter({ visible: true }))
}

/** Waits until the page says what the host says of the rule in the address; answers how many that is. */
async function countIsShown(page: Page, rule: Rule): Promise<number> {
  await expect.poll(() => JSON.stringify(ruleIn(page)), SOON).toBe(JSON.stringify(rule))
  const wish = { conditions: JSON.stringify(rule) as never, asOf: '1998-06-30' as const }
  const { members, of } = await ask(page, countAudience, wish)
  await seen(page.getByText(like(audience.answer_other, { n: count(members), of: count(of) })))
  return members
}

const bill = { is: 'bill', within: { months: 6 }, from: 8000 } as const
const written: Rule = {
  all: [
    bill,
    {
      any: [
        { is: 'quadrant', among: ['confidant'] },
        { is: 'silent', to: 30 },
      ],
    },
  ],
}

/** Bills of 80 and more, and either a confidant or somebody who came within a month; by keyboard alone. */
async function writeRule(page: Page): Promise<number> {
  const all = audience.rootGroup
  await addByKeyboard(page, all, audience.kind.bill)
  const card = group(page, audience.kind.bill)
  await card.getByRole('spinbutton', { name: audience.from }).first().fill('80')
  await page.keyboard.press('Tab')
  await countIsShown(page, { all: [bill] })

  await group(page, all).getByRole('button', { name: audience.addGroup }).focus()
  await page.keyboard.press('Enter')
  const inner = filled(audience.group, { n: '1' })
  await addByKeyboard(page, inner, audience.kind.quadrant)
  // What is not finished does not count yet, and cannot be saved.
  await seen(page.getByText(filled(audience.unfinishedAll_other, { n: '1' })))
  expect(await page.getByRole('button', { name: audience.save.button }).isDisabled()).toBe(true)
  await chooseByKeyboard(page, group(page, audience.kind.quadrant), zh.parts.quadrant.confidant)
  await addByKeyboard(page, inner, audience.kind.silent)
  await page.getByRole('group', { name: audience.kind.silent }).getByLabel(audience.to).fill('30')
  await page.keyboard.press('Tab')
  return countIsShown(page, written)
}

/** Why the best of them is in: the figures of the host, in words. */
async function readWhy(page: Page): Promise<void> {
  const wish = { conditions: JSON.stringify(written) as never, asOf: '1998-06-30' as const }
  const [first] = (await ask(page, builtAudience, { ...wish, rows: 1 })).rows
  const memberId = present(first, 'test: somebody is found').memberId
  const { nodes, holds } = await ask(page, audienceReasons, { ...wish, memberId })
  expect(holds).toBe(true)
  await page.getByRole('button', { name: audience.why.ask }).first().click()
  const drawer = page.getByRole('dialog')
  await seen(drawer.getByText(like(audience.why.in)))
  const { times } = present(nodes[1], 'test: the bill is answered').figure as { times: number }
  await seen(drawer.getByText(like(audience.say.best, { n: count(times) })))
  await seen(drawer.getByLabel(audience.why.holds, { exact: true }))
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'hidden' })
}

async function save(page: Page, name: string | null): Promise<string> {
  await press(page, audience.save.button)
  const dialog = page.getByRole('dialog')
  if (name !== null) await dialog.getByLabel(zh.insight.audience.name).fill(name)
  await dialog.getByRole('button', { name: audience.save.button }).click()
  await page.waitForURL(/\/segments\/[0-9a-f-]{36}$/)
  return present(new URL(page.url()).pathname.split('/')[2], 'test: a segment has an id')
}

test(
  'a segment of nested conditions is built by keyboard, explained, saved, and changed as its next version',
  { timeout: 240_000 },
  async () => {
    const program = await startProgram()
    onTestFinished(async () => expect(await program.stop()).toBe(0))
    const browser = await launch()
    onTestFinished(() => browser.close())
    const owner = await reader(browser, { address: program.address })
    const { page } = owner
    await walk(owner, 'audience', async () => {
      await found(page)
      await page.goto(`/segments/build?${AS_OF}`)
      await at(page, audience.title)
      const members = await writeRule(page)
      await readWhy(page)

      const id = await save(page, '大单知己')
      await at(page, '大单知己')
      const first = await ask(page, showSegment, { id })
      expect(first).toMatchObject({ members, version: 1, conditions: written })
      await seen(page.getByText(like(segments.page.answer)))

      await press(page, audience.versions.change)
      await at(page, filled(audience.changeTitle, { name: '大单知己' }))
      await seen(group(page, audience.kind.silent))
      const remove = filled(audience.remove, { what: audience.kind.silent })
      await page.getByRole('button', { name: remove, exact: true }).click()
      await expect.poll(() => JSON.stringify(ruleIn(page)), SOON).not.toContain('silent')
      const next = await save(page, null)
      await at(page, '大单知己')
      await seen(page.getByText(filled(audience.versions.version, { n: '2' })))
      const { rows } = await ask(page, segmentVersions, { id: next })
      expect(rows.map((row) => row.version)).toEqual([2, 1])
      await page.getByRole('link', { name: like(filled(audience.versions.version, { n: '1' })) }).click()
      await seen(page.getByText(audience.versions.newer))
    })

    const as = await page.context().storageState()
    const phone = await reader(browser, { address: program.address, size: PHONE, as })
    await walk(phone, 'audience-phone', async () => {
      const address = `/segments/build?${AS_OF}&rule=${encodeURIComponent(JSON.stringify(written))}`
      await phone.page.goto(address)
      await at(phone.page, audience.title)
      await countIsShown(phone.page, written)
      // The count stays in sight while one writes.
      await seen(phone.page.getByText(like(audience.count.bar)))
      const width = await phone.page.evaluate<number>('document.scrollingElement.scrollWidth')
      expect(width).toBeLessThanOrEqual(PHONE.width)
    })
  },
)
