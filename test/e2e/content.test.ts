import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { uuidv7 } from '#base/id'
import { must, present } from '#base/must'
import { keepCarrier, listCarriers } from '#domain/campaign/contract/carrier'
import { listBroadcasts } from '#domain/content/contract'
import { consent, enrolMember, keepField } from '#domain/member/contract'
import { noQuietHours } from './campaign-ways.ts'
import { freshHouse } from './house.ts'
import { ask, at, PHONE, seen, tell, walk, type Reader } from './reader.ts'
import { goTo, openTheHouse, press } from './ways.ts'
import { saysItArrived, wechatPlatform } from './wechat-platform.ts'
import { en, filled, zh } from './words.ts'

const { content } = zh
const POST = '春茶上市'
const GIVEN_UP = '夏至冰茶'
const DIGEST = '明前龙井到店，本周可免费品饮。'
const BODY = '今年的第一批春茶到了。\n欢迎来喝。\n\n地址：琴台路店'
/** Where pictures of the plan are put, for whoever wants to look at them. */
const PICTURES = process.env['ZHIJI_PICTURES']

beforeAll(() => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
}, 600_000)

const newId = () => uuidv7(Date.now(), randomBytes(16))

async function pictured({ page }: Reader, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `content-${name}.png`), fullPage: true })
}

/** The account at the platform, three followers who agreed and one who did not. */
async function prepared(page: Page, endpoint: string): Promise<void> {
  await noQuietHours(page)
  await tell(page, keepField, { key: 'openid', kind: 'text', labelZh: '微信', labelEn: 'WeChat' })
  const settings = { provider: 'wechat', appId: 'wx1', openidField: 'openid', endpoint } as const
  const priced = { perThousandMinor: 0, currency: 'CNY', secret: 'wechat-secret' }
  await tell(page, keepCarrier, { id: newId(), name: '高山流水', medium: 'wechat', settings, ...priced })
  for (const number of ['1', '2', '3', '4']) {
    const id = newId()
    await tell(page, enrolMember, { id, number, source: 'terminal', extra: { openid: `o${number}` } })
    const said = {
      channel: 'wechat',
      purpose: 'marketing',
      granted: number !== '4',
      textVersion: 'v1',
    } as const
    await tell(page, consent, { id, consentId: newId(), ...said })
  }
}

/** A minute as a shop in Shanghai writes it. */
const minuteOf = (ms: number): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(ms)

/** The first whole minute that leaves more than two for planning what is due by it: who is slow needs them. */
const soon = (): string => minuteOf(Math.ceil(Date.now() / 60_000) * 60_000 + 120_000)

/** A cover as wide as the platform shows it, of real size. */
const cover = (page: Page): Promise<Buffer> =>
  page.screenshot({ type: 'jpeg', clip: { x: 0, y: 0, width: 900, height: 383 } })

/** Writes a draft from the plan with its picture; due at the moment proposed unless told otherwise. */
async function write(page: Page, title: string, due?: () => string): Promise<void> {
  const { form } = content
  const field = (label: string) => page.getByLabel(label, { exact: true })
  const buffer = await cover(page)
  await page.getByRole('button', { name: content.add }).click()
  await at(page, content.add)
  await field(form.title).fill(title)
  await field(form.digest).fill(DIGEST)
  await field(form.body).fill(BODY)
  await page.locator('input[type=file]').setInputFiles({ name: 'tea.jpg', mimeType: 'image/jpeg', buffer })
  await seen(page.getByRole('img', { name: form.picture }))
  await field(form.account).click()
  await page.locator('.ant-select-item-option:visible', { hasText: '高山流水' }).click()
  if (due) {
    await field(form.due).fill(due())
    // It takes the moment, and the draft waits to be saved.
    await field(form.due).press('Enter')
    await at(page, content.add)
  }
  await press(page, form.save)
  await at(page, title)
}

/** What the draft will look like at a follower's: its words, its picture whole. */
async function preview(page: Page): Promise<void> {
  await seen(page.getByText(content.state.draft, { exact: true }))
  await seen(page.locator('.content-card').getByText(DIGEST))
  expect(await page.locator('.content-words').first().innerText()).toBe(BODY)
  const picture = page.getByRole('img', { name: content.form.picture })
  const width = () => picture.evaluate((of) => (of as unknown as { naturalWidth: number }).naturalWidth)
  await expect.poll(width).toBe(900)
}

async function turn(page: Page, act: keyof typeof content.act, state: keyof typeof content.state) {
  await press(page, content.act[act])
  await page.getByRole('dialog').getByRole('button', { name: content.act[act], exact: true }).click()
  await seen(page.getByText(content.state[state], { exact: true }))
}

/** The plan of the month that a post stands in. */
async function openMonthOf(page: Page, title: string): Promise<void> {
  const { rows } = await ask(page, listBroadcasts, {})
  const { dueAt } = present(
    rows.find((one) => one.title === title),
    'test: it stands in the plan',
  )
  await page.goto(`/content?month=${minuteOf(Date.parse(dueAt)).slice(0, 7)}`)
}

const inPlan = (page: Page, title: string) => page.locator('.content-item', { hasText: title })

async function planOne(owner: Reader): Promise<void> {
  const { page } = owner
  await goTo(page, zh.shell.nav.campaigns)
  await page.getByRole('link', { name: content.title, exact: true }).first().click()
  await at(page, content.title)
  await seen(page.getByText(content.none))
  await pictured(owner, 'empty')
  await write(page, POST, soon)
  await preview(page)
  await pictured(owner, 'draft')
  await turn(page, 'scheduled', 'scheduled')
}

async function giveOneUp(owner: Reader): Promise<void> {
  const { page } = owner
  await page.getByRole('link', { name: content.title, exact: true }).click()
  await seen(inPlan(page, POST))
  await write(page, GIVEN_UP)
  await turn(page, 'scheduled', 'scheduled')
  await pictured(owner, 'planned')
  await turn(page, 'withdrawn', 'withdrawn')
  expect(await page.getByRole('button', { name: content.act.scheduled, exact: true }).count()).toBe(0)
  await openMonthOf(page, GIVEN_UP)
  await seen(inPlan(page, GIVEN_UP).getByText(content.state.withdrawn))
  await page.goto('/content/new')
  await at(page, content.add)
  await pictured(owner, 'form')
}

/** The post has gone by itself when its minute came; its page tells of everybody, the plan says so, too. */
async function readSent(owner: Reader, platform: Awaited<ReturnType<typeof wechatPlatform>>): Promise<void> {
  const { page } = owner
  const states = async () =>
    (await ask(page, listBroadcasts, {})).rows.map(({ title, state }) => [title, state]).toSorted()
  const gone = [
    [GIVEN_UP, 'withdrawn'],
    [POST, 'sent'],
  ].toSorted()
  await expect.poll(states, { timeout: 240_000, interval: 500 }).toEqual(gone)
  const calls = platform.asked('/cgi-bin/message/mass/send')
  const told = calls.map(({ body }) => (JSON.parse(body) as { touser: string[] }).touser.toSorted())
  expect(told).toEqual([['o1', 'o2', 'o3']])
  const [carrier] = (await ask(page, listCarriers, {})).rows
  await saysItArrived(page, carrier?.hookPath ?? '', { sent: 2, total: 3 })
  await openMonthOf(page, POST)
  await seen(inPlan(page, POST).getByText(content.state.sent))
  await seen(inPlan(page, POST).getByText(filled(content.told_other, { n: '3' }), { exact: true }))
  await pictured(owner, 'plan')
  await inPlan(page, POST).getByRole('link').click()
  await at(page, POST)
  await seen(page.getByText(filled(content.page.kept, { n: '1', why: content.why.no_consent })))
  await seen(page.getByRole('row', { name: /3.*send success.*2 \/ 3/ }))
  await seen(page.locator('.figure', { hasText: content.count.sent }).getByText('3', { exact: true }))
  await pictured(owner, 'sent')
}

const narrow = async (page: Page) =>
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width)

/** The same on a phone and in the other language. */
async function readOnPhone(phone: Reader): Promise<void> {
  const { page } = phone
  await openMonthOf(page, POST)
  await at(page, en.content.title)
  await seen(inPlan(page, POST).getByText(en.content.state.sent))
  await narrow(page)
  await pictured(phone, 'phone-plan')
  await inPlan(page, POST).getByRole('link').click()
  await seen(page.getByText(en.content.why.no_consent))
  await narrow(page)
  await pictured(phone, 'phone-sent')
  await page.goto('/content/new')
  await at(page, en.content.add)
  await narrow(page)
  await pictured(phone, 'phone-form')
}

test(
  'an owner plans a post with its picture, it goes at its minute to who agreed; another one is given up',
  { timeout: 600_000 },
  async () => {
    const platform = await wechatPlatform()
    const { owner, visit } = await freshHouse({ PRIVATE_HOSTS: platform.host })
    const { page } = owner
    await walk(owner, 'content', async () => {
      await openTheHouse(page)
      await prepared(page, platform.url)
      await planOne(owner)
      await giveOneUp(owner)
      await readSent(owner, platform)
    })
    const as = await page.context().storageState()
    const phone = await visit({ size: PHONE, language: 'en', as })
    await walk(phone, 'content-phone', async () => {
      await phone.page.goto('/')
      await at(phone.page, en.overview.title)
      await readOnPhone(phone)
    })
  },
)
