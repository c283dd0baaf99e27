import { spawnSync } from 'node:child_process'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { must } from '#base/must'
import { showProgram } from '#domain/program/contract'
import { launch } from '#tools/chromium'
import { startProgram } from '#tools/program'
import { ask, at, reader, seen, walk } from './reader.ts'
import { goTo, openTheHouse } from './ways.ts'
import { filled, like, zh } from './words.ts'

const { program } = zh
/** What the owner is promised: three minutes for somebody who has never seen it. */
const PATIENCE_OF_AN_OWNER_MS = 180_000
/** A machine presses at once; somebody who reads first needs this long for each press or word typed. */
const READING_MS = 6_000

beforeAll(() => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

/** Presses and words of the owner are counted: each costs somebody a moment. */
type Hand = Readonly<{
  press: (what: Locator) => Promise<void>
  type: (what: Locator, text: string) => Promise<void>
  acts: () => number
}>

function hand(): Hand {
  let acts = 0
  return {
    press: async (what) => {
      acts += 1
      await what.click()
    },
    type: async (what, text) => {
      acts += 1
      await what.fill(text)
    },
    acts: () => acts,
  }
}

const button = (where: Page | Locator, name: string | RegExp) =>
  where.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) })

/** From the template with three tiers: ten points for a hundred, twice on Wednesdays for gold. */
async function build(page: Page, owner: Hand): Promise<void> {
  const { press, type } = owner
  await press(button(page, program.template.title))
  await at(page, program.template.title)
  await press(button(page, like(`${program.template.use} 三级会员与生日券`)))
  await at(page, program.title)

  await press(button(page, filled(program.editPart, { part: program.part.earning })))
  const drawer = page.getByRole('dialog')
  await type(drawer.getByLabel(program.field.perMinor, { exact: true }), '100')
  await type(drawer.getByLabel(program.field.gives, { exact: true }), '10')
  await press(button(drawer, program.form.add).first())
  await press(
    drawer.getByRole('group', { name: program.field.forTiers }).getByRole('button', { name: '金卡会员' }),
  )
  await press(
    drawer.getByRole('group', { name: program.field.weekdays }).getByRole('button', { name: '周三' }),
  )
  await press(button(drawer, program.form.close).last())

  await press(button(page, program.draft.review))
  const last = page.getByRole('dialog')
  await seen(last.getByText('金卡会员').first())
  await press(button(last, program.form.publish))
  await seen(page.getByText(like(program.form.published)))
}

test(
  'an owner builds points, a day for gold and a birthday coupon from a template in under three minutes',
  { timeout: 120_000 },
  async () => {
    const house = await startProgram()
    onTestFinished(async () => expect(await house.stop()).toBe(0))
    const browser = await launch()
    onTestFinished(() => browser.close())
    const someone = await reader(browser, { address: house.address })
    const { page } = someone
    const owner = hand()

    await walk(someone, 'builder', async () => {
      await openTheHouse(page)
      await goTo(page, zh.shell.nav.program)
      await at(page, program.title)
      const began = performance.now()
      await build(page, owner)
      const spent = performance.now() - began + owner.acts() * READING_MS
      expect(spent).toBeLessThan(PATIENCE_OF_AN_OWNER_MS)

      const { live } = await ask(page, showProgram, {})
      const { earning, tiers, coupons, claims } = live.document
      expect([earning.points, earning.perMinor]).toEqual([10, 100_00])
      expect(earning.multipliers).toMatchObject([
        { times: 20_000, tiers: ['GOLD'], weekdays: [3], nameZh: '金卡会员周三2倍积分' },
      ])
      expect(tiers.list.map((one) => one.code)).toEqual(['MEMBER', 'SILVER', 'GOLD'])
      const [birthday] = claims
      expect(birthday?.occasion).toBe('birthday')
      expect(coupons.map((one) => one.code)).toContain(birthday?.couponCode)
    })
  },
)

test(
  'a draft outlives a reload, says what it lacks and cannot go live before',
  { timeout: 300_000 },
  async () => {
    const house = await startProgram()
    onTestFinished(async () => expect(await house.stop()).toBe(0))
    const browser = await launch()
    onTestFinished(() => browser.close())
    const someone = await reader(browser, { address: house.address })
    const { page } = someone
    const { press } = hand()
    await walk(someone, 'draft', async () => {
      await openTheHouse(page)
      await goTo(page, zh.shell.nav.program)
      await button(page, program.part.gifts).click()
      const drawer = page.getByRole('dialog')
      await button(drawer, program.form.add).first().click()
      await drawer.getByLabel(program.field.name, { exact: true }).fill('保温杯')
      const close = button(drawer, program.form.close).last()
      const later = button(drawer, program.later)
      // The points are not typed yet: the form says so once, and lets go when asked again.
      await press(close)
      await seen(later)
      await press(later)
      await drawer.waitFor({ state: 'detached' })
      const review = button(page, program.draft.review)
      expect(await review.isDisabled()).toBe(true)

      await page.reload()
      await at(page, program.title)
      const bar = page.getByRole('region', { name: program.draft.title })
      await button(bar, program.part.gifts).click()
      await button(drawer, like('保温杯')).first().click()
      await drawer.getByLabel(program.field.costsPoints, { exact: true }).fill('800')
      await press(close)
      await drawer.waitFor({ state: 'detached' })
      await expect.poll(() => review.isDisabled()).toBe(false)

      await press(button(page, program.draft.discard))
      await press(page.getByRole('tooltip').getByRole('button').last())
      await bar.waitFor({ state: 'detached' })
      const { live } = await ask(page, showProgram, {})
      expect(live.document.gifts).toEqual([])
    })
  },
)
