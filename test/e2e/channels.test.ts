import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { uuidv7 } from '#base/id'
import { must } from '#base/must'
import { stopList } from '#domain/campaign/contract/channel'
import { listCarriers } from '#domain/campaign/contract/carrier'
import { preferenceLink } from '#domain/campaign/contract/preferences'
import { enrolMember } from '#domain/member/contract'
import { freshHouse } from './house.ts'
import { ask, at, PHONE, seen, walk } from './reader.ts'
import { goTo, openTheHouse, press } from './ways.ts'
import { filled, like, zh } from './words.ts'

const { channels } = zh
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

beforeAll(() => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

/** An account of the shop's own system: its secret goes in and is seen nowhere afterwards. */
async function setUpCarrier(page: Page): Promise<void> {
  await goTo(page, zh.shell.nav.channels)
  await at(page, channels.title)
  await press(page, channels.ways.add)
  const form = page.getByRole('dialog')
  await form.getByLabel(channels.form.provider, { exact: true }).click()
  await page.getByTitle(channels.provider.webhook).click()
  await form.getByLabel(channels.form.name, { exact: true }).fill('自有短信')
  await form.getByLabel(channels.form.url, { exact: true }).fill('https://sms.invalid/in')
  await form.getByLabel(channels.form.secretOf.webhook, { exact: true }).fill(SECRET)
  await form.getByLabel(channels.form.perThousand, { exact: true }).fill('45')
  await form.locator('button[type=submit]').click()
  await seen(page.getByText(channels.form.saved))
  await seen(page.getByText(like(channels.ways.secret, { end: SECRET.slice(-4) })))
  const { rows } = await ask(page, listCarriers, {})
  expect(rows).toMatchObject([{ name: '自有短信', perThousandMinor: 4500, medium: 'sms' }])
  expect(await page.content()).not.toContain(SECRET)
}

/** Quiet hours, cap, calendar: what is missing is said aloud, what was changed stands after a reload. */
async function readRespect(page: Page): Promise<void> {
  const { respect } = channels
  await page.getByRole('tab', { name: channels.part.respect }).click()
  await seen(page.getByText(like(respect.laws.minors)))
  await page.getByLabel(respect.capDays, { exact: true }).fill('14')
  await page.locator('form.page-form button[type=submit]').click()
  await seen(page.getByText(respect.saved))
  await page.reload()
  await expect.poll(() => page.getByLabel(respect.capDays, { exact: true }).inputValue()).toBe('14')
  // So far ahead nothing has been announced, whatever year it is.
  const far = await page.request.get('/api/v1/calendar/2099')
  expect(await far.json()).toMatchObject({ official: false })
}

async function memberOf(page: Page): Promise<string> {
  const id = uuidv7(Date.now(), randomBytes(16))
  const consent = { channels: ['sms', 'email'], textVersion: 'v1' }
  const words = { id, number: '8001', name: '钟子期', mobile: '13800138001', source: 'terminal', consent }
  const { origin } = new URL(page.url())
  const reply = await page.request.post(`/api/v1${enrolMember.path}`, { data: words, headers: { origin } })
  must(reply.ok(), 'test: the member joined')
  return id
}

/** The member's own page on a phone, signed in as nobody: one press, and offers by SMS are over. */
async function chooseOnPhone(page: Page, path: string): Promise<void> {
  await page.goto(`/${path}`)
  await page.getByRole('checkbox', { name: '短信 · 优惠活动' }).uncheck()
  await page.getByRole('button', { name: '保存' }).click()
  await seen(page.getByRole('status'))
  expect(await page.getByRole('checkbox', { name: '短信 · 优惠活动' }).isChecked()).toBe(false)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width)
}

test(
  'an owner sets up a channel and its respect; a member chooses on the phone and stands on the STOP list',
  { timeout: 180_000 },
  async () => {
    const { owner, visit } = await freshHouse()
    const { page } = owner
    await walk(owner, 'channels', async () => {
      await openTheHouse(page)
      await setUpCarrier(page)
      await readRespect(page)
      const memberId = await memberOf(page)
      const { path } = await ask(page, preferenceLink, { memberId })
      const member = await visit({ size: PHONE })
      await walk(member, 'preferences', () => chooseOnPhone(member.page, path))
      expect((await ask(page, stopList, {})).rows).toMatchObject([{ number: '8001', channel: 'sms' }])
      await page.getByRole('tab', { name: channels.part.replies }).click()
      await page.getByText(channels.replies.show.stop, { exact: true }).click()
      await seen(page.getByText('钟子期'))
      await seen(page.getByText(filled(zh.history.wishes.words, { version: 'preferences-1' })))
      await page.goto(`/members/${memberId}`)
      await seen(page.getByRole('heading', { name: zh.history.title }))
      await seen(page.getByText(like(zh.history.wishes.words, { version: 'preferences-1' })))
    })
  },
)
