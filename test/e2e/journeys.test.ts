import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { uuidv7 } from '#base/id'
import { must } from '#base/must'
import { listJourneys } from '#domain/journey/contract'
import { enrolMember } from '#domain/member/contract'
import { freshHouse } from './house.ts'
import { ask, at, PHONE, seen, walk } from './reader.ts'
import { goTo, openTheHouse, press } from './ways.ts'
import { en, filled, zh } from './words.ts'

const { journeys } = zh

beforeAll(() => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

/** From what shops usually begin with: without its letter, because this shop has no mail server. */
async function makeOne(page: Page): Promise<void> {
  await goTo(page, zh.shell.nav.campaigns)
  await page.getByRole('link', { name: journeys.title, exact: true }).first().click()
  await at(page, journeys.title)
  await page.getByRole('button', { name: journeys.add }).first().click()
  await page.getByRole('menuitem', { name: journeys.start.welcome.name }).click()
  await at(page, journeys.add)
  await page.getByRole('button', { name: journeys.act.remove, exact: true }).first().click()
  // A gift is put in front of everything else.
  await page.getByRole('button', { name: journeys.act.add }).last().click()
  await page.getByRole('menuitem', { name: journeys.step.gift, exact: true }).click()
  await page.getByLabel(journeys.field.points, { exact: true }).fill('50')
  await page.getByRole('button', { name: journeys.act.up, exact: true }).last().click()
  await page.getByLabel(journeys.field.control, { exact: true }).fill('0')
  await press(page, journeys.save)
  await at(page, journeys.start.welcome.name)
  await seen(page.getByText(journeys.state.draft, { exact: true }))
}

async function startIt(page: Page): Promise<void> {
  await press(page, journeys.act.start)
  await page.getByRole('tooltip').getByRole('button').last().click()
  await seen(page.getByText(journeys.state.running, { exact: true }))
}

async function join(page: Page): Promise<void> {
  const id = uuidv7(Date.now(), randomBytes(16))
  const { origin } = new URL(page.url())
  const data = { id, number: '9001', name: '伯牙', source: 'terminal' }
  const reply = await page.request.post(`/api/v1${enrolMember.path}`, { data, headers: { origin } })
  must(reply.ok(), 'test: the member joined')
}

test(
  'an owner lays a journey and starts it; whoever joins walks it, and is seen waiting, also on a phone in English',
  { timeout: 180_000 },
  async () => {
    const { owner, visit } = await freshHouse()
    const { page } = owner
    await walk(owner, 'journeys', async () => {
      await openTheHouse(page)
      await makeOne(page)
      await startIt(page)
      await join(page)
      const walking = async () => (await ask(page, listJourneys, {})).rows[0]?.entries.walking
      await expect.poll(walking, { timeout: 60_000 }).toBe(1)
      await page.reload()
      await seen(page.getByText(filled(journeys.waiting, { n: '1' })))
      await page.getByText(filled(journeys.waiting, { n: '1' })).click()
      await seen(page.getByRole('dialog').getByText('伯牙'))
    })
    const as = await page.context().storageState()
    const phone = await visit({ size: PHONE, language: 'en', as })
    await walk(phone, 'journeys-phone', async () => {
      await phone.page.goto('/journeys')
      await at(phone.page, en.journeys.title)
      await phone.page.getByRole('link', { name: journeys.start.welcome.name }).click()
      await seen(phone.page.getByText(en.journeys.earned))
      expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
        PHONE.width,
      )
    })
  },
)
