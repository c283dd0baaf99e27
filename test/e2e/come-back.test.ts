import { spawnSync } from 'node:child_process'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must, present } from '#base/must'
import { rfm } from '#domain/insight/contract'
import { forecastMembers, showForecast } from '#domain/insight/contract/forecast'
import { launch } from '#tools/chromium'
import { startProgram, type Program } from '#tools/program'
import { ask, at, PHONE, reader, seen, walk, type Reader } from './reader.ts'
import { count, goTo, press } from './ways.ts'
import { filled, like, zh } from './words.ts'

let program: Program
let browser: Browser
let guest: Reader

beforeAll(async () => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
  program = await startProgram()
  browser = await launch()
  guest = await reader(browser, { address: program.address })
})
afterAll(async () => {
  await browser.close()
  expect(await program.stop()).toBe(0)
})

/** Members of the CDNOW sample, which the tour brings. */
const BUYERS = 2357

test(
  'who will come back: asked for, proven, answered, and the members behind it',
  { timeout: 300_000 },
  async () => {
    const { page } = guest
    const { comeBack } = zh
    await walk(guest, 'come-back', async () => {
      await page.goto('/')
      await at(page, zh.start.setUp.title)
      await press(page, zh.start.setUp.demoStart)
      await at(page, zh.start.setUp.demoReady)
      await press(page, zh.start.setUp.demoEnter)
      await page.getByText(zh.overview.tour.done).waitFor({ timeout: 60_000 })
      await expect.poll(async () => (await ask(page, rfm, {})).members, { timeout: 60_000 }).toBe(BUYERS)

      await goTo(page, zh.shell.nav.insight)
      await page.getByRole('link', { name: comeBack.title }).click()
      await at(page, comeBack.title)
      await press(page, comeBack.now)
      await seen(page.getByText(like(comeBack.answer_other, { all: count(BUYERS) })))
      const { told } = await ask(page, showForecast, {})
      const { sums, proof, model } = present(told, 'test: the forecast is there')
      const trial = proof?.trials.find(({ contender }) => contender === model?.name)
      await seen(page.getByText(count(Math.round(trial?.expected ?? -1))).first())
      await seen(page.getByText(zh.comeBack.proof.title))

      // A band opens the members it counts, and one of them what to expect of her.
      const last = present(sums?.bands.at(-1), 'test: the forecast has bands')
      await page
        .getByRole('link', { name: like(comeBack.bands.range, { from: '0%', to: '20%' }) })
        .first()
        .click()
      await at(page, comeBack.list.title)
      await seen(page.getByText(like(comeBack.list.answer_other, { n: count(last.members) })))
      const { rows } = await ask(page, forecastMembers, { rows: 1 })
      const best = present(rows[0], 'test: somebody is forecast')
      await page.goto(`/members/${best.memberId}`)
      await seen(page.getByRole('heading', { name: comeBack.member.title }))
      await seen(page.getByText(filled(comeBack.member.asOf, { day: '1998年6月30日' })))
    })
  },
)

test('on a phone neither page is wider than the screen', { timeout: 120_000 }, async () => {
  const as = await guest.page.context().storageState()
  const phone = await reader(browser, { address: program.address, size: PHONE, as })
  await walk(phone, 'come-back phone', async () => {
    for (const path of ['/insight/come-back', '/insight/come-back/members']) {
      await phone.page.goto(path)
      await seen(phone.page.getByRole('heading', { level: 1 }))
      await phone.page.waitForLoadState('networkidle')
      expect(await phone.page.evaluate<number>('document.scrollingElement.scrollWidth')).toBe(PHONE.width)
    }
  })
})
