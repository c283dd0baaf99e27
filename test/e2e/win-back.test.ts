import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { must, present } from '#base/must'
import { showCampaign } from '#domain/campaign/contract'
import { listCarriers } from '#domain/campaign/contract/carrier'
import { stopList } from '#domain/campaign/contract/channel'
import { campaignReport } from '#domain/campaign/contract/report'
import { launch as launchBrowser } from '#tools/chromium'
import { startProgram } from '#tools/program'
import { launch, noQuietHours, openCell, planIt, saveSegment } from './campaign-ways.ts'
import { ownersFiles, type Person } from './files.ts'
import { ask, at, PHONE, reader, seen, walk, WIDE } from './reader.ts'
import { ALIYUN, aliyun, receiptsFor, replyOf, type Sms } from './sms-provider.ts'
import { bring, firstSentence, goTo, openTheHouse, press } from './ways.ts'
import { en, like, zh } from './words.ts'

const CAMPAIGN = '短信唤回'
const SEGMENT = '许久没来的会员'
const WORDS = '{{ member.name }}，许久不见，本月到店有礼。拒收请回复R'
/** Where pictures of the report are put, for whoever wants to look at them. */
const PICTURES = process.env['ZHIJI_PICTURES']

beforeAll(() => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

/** This minute as a shop in Shanghai writes it. */
const now = (): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date())

/** The account at the provider with its approved template, by the form. */
async function setUpAliyun(page: Page, url: string): Promise<void> {
  const { channels } = zh
  await goTo(page, zh.shell.nav.channels)
  await at(page, channels.title)
  await press(page, channels.ways.add)
  const form = page.getByRole('dialog')
  const fill = (label: string, value: string) => form.getByLabel(label, { exact: true }).fill(value)
  await fill(channels.form.name, '阿里云')
  await fill(channels.form.accessKeyId, ALIYUN.keyId)
  await fill(channels.form.signName, ALIYUN.signName)
  await fill(channels.form.secretOf.aliyun, ALIYUN.secret)
  await form.getByText(channels.form.more).click()
  await fill(channels.form.endpoint, url)
  await fill(channels.form.perThousand, '45')
  await fill(channels.form.rate, '500')
  await press(page, channels.form.addTemplate)
  await fill(channels.form.code, ALIYUN.code)
  await fill(channels.form.words, WORDS)
  await fill(channels.form.values, 'name = {{ member.name }}')
  await form.locator('button[type=submit]').click()
  await seen(page.getByText(channels.form.saved))
}

/** By SMS and the template; its words come by themselves. */
async function byTemplate(page: Page): Promise<void> {
  const { message, carrier, channelMeans } = zh.campaigns
  const choose = async (label: string, option: RegExp) => {
    await page.getByRole('combobox', { name: label }).click()
    await page.locator('.ant-select-item-option:visible', { hasText: option }).first().click()
  }
  await page.getByRole('radio', { name: like(channelMeans.sms) }).check()
  await choose(carrier.label, /阿里云/)
  await choose(carrier.template, new RegExp(ALIYUN.code))
  await expect.poll(() => page.getByRole('textbox', { name: message.body }).inputValue()).toBe(WORDS)
}

/** The report in both languages, wide and on a phone: the verdict as the host words it, nothing wider than that. */
async function readReport(browser: Browser, page: Page, id: string): Promise<void> {
  const { verdict } = await ask(page, campaignReport, { id })
  const as = await page.context().storageState()
  for (const language of ['zh-CN', 'en'] as const)
    for (const size of [WIDE, PHONE]) {
      const words = language === 'en' ? en : zh
      const { origin: address } = new URL(page.url())
      const one = await reader(browser, { address, size, language, as })
      await walk(one, `win-back-${language}-${size.width}`, async () => {
        await one.page.goto(`/campaigns/${id}/report`)
        await at(one.page, like(words.campaigns.report.title, { name: CAMPAIGN }))
        await seen(one.page.getByText(firstSentence(language === 'en' ? verdict.en : verdict.zh)))
        expect(await one.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
          size.width,
        )
        await picture(one.page, `${language}-${size.width}`)
      })
      await one.page.context().close()
    }
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `win-back-${name}.png`), fullPage: true })
}

/** Every message was signed, and is of one who was drawn and agreed; nobody got two. */
function mustHaveTaken(sms: Sms, sent: readonly string[], people: readonly Person[]): void {
  const byNumber = new Map(people.map((one) => [one.number, one]))
  const byMobile = new Map(people.map((one) => [one.mobile, one]))
  expect(sms.refused()).toBe(0)
  expect(sms.taken.map((one) => one.mobile).toSorted()).toEqual(
    sent.map((number) => byNumber.get(number)?.mobile).toSorted(),
  )
  expect(new Set(sms.taken.map((one) => one.id)).size).toBe(sent.length)
  expect(sms.taken.filter((one) => byMobile.get(one.mobile)?.agreed !== true)).toEqual([])
  const [first] = sms.taken
  expect(first).toMatchObject({ template: ALIYUN.code, sign: ALIYUN.signName })
  const name = `顾客${byMobile.get(first?.mobile ?? '')?.number}`
  expect(JSON.parse(first?.params ?? '')).toEqual({ name })
}

/** What the provider pushes back: that all of it arrived, and that one member wants no more of it. */
async function tellAnswers(page: Page, sms: Sms): Promise<void> {
  const [carrier] = (await ask(page, listCarriers, {})).rows
  const hook = `/${present(carrier, 'test: there is an account').hookPath}`
  const tell = async (what: 'receipts' | 'replies', data: object) => {
    const reply = await page.request.post(`${hook}/${what}`, { data })
    must(reply.ok(), `test: heard, ${reply.status()} ${await reply.text()}`)
  }
  await tell('receipts', receiptsFor(sms.taken))
  await tell('replies', replyOf(sms.taken[0]?.mobile ?? '', 'R'))
}

test(
  'an owner wins back dormant members by SMS with a control group, from the insight page to the report',
  { timeout: 600_000 },
  async () => {
    const sms = await aliyun()
    const program = await startProgram({ PRIVATE_HOSTS: sms.host })
    onTestFinished(async () => expect(await program.stop()).toBe(0))
    const browser = await launchBrowser()
    onTestFinished(() => browser.close())
    const owner = await reader(browser, { address: program.address })
    const { page } = owner
    const files = ownersFiles(now())
    const mobileOf = new Map(files.people.map((one) => [one.number, one.mobile]))

    await walk(owner, 'win-back', async () => {
      await openTheHouse(page)
      await setUpAliyun(page, sms.url)
      await bring(page, { path: files.members, kind: 'members', imported: files.people.length })
      await bring(page, { path: files.purchases, kind: 'sales', imported: files.rows.purchases, refused: 1 })
      const people = await openCell(page, { r: '1', f: '1', all: files.people.length })
      await saveSegment(page, SEGMENT)
      await planIt(page, { name: CAMPAIGN, people, message: () => byTemplate(page) })
      await noQuietHours(page)
      const { sent, unreachable, control } = await launch(page)
      expect(sent.length + unreachable.length + control).toBe(people)

      mustHaveTaken(sms, sent, files.people)
    })
    const id = present(new URL(page.url()).pathname.split('/')[2], 'test: the page is of a campaign')
    await walk(owner, 'win-back-answers', async () => {
      await tellAnswers(page, sms)
      const { delivered, messages } = await ask(page, showCampaign, { id })
      expect(delivered).toBe(messages.sent)
      const stops = (await ask(page, stopList, {})).rows
      expect(stops).toHaveLength(1)
      expect(mobileOf.get(stops[0]?.number ?? '')).toBe(sms.taken[0]?.mobile)
    })
    await walk(owner, 'win-back-report', async () => {
      await bring(page, { path: files.later, kind: 'sales', imported: files.rows.later, again: true })
      const { arms, delivery, measured } = await ask(page, campaignReport, { id })
      const [treated, control] = arms
      expect((treated?.buyers ?? 0) + (control?.buyers ?? 0)).toBeGreaterThan(0)
      expect(control).toMatchObject({ reached: 0, replied: 0 })
      expect(treated).toMatchObject({ replied: 1, reached: sms.taken.length })
      expect(delivery).toMatchObject({ handed: sms.taken.length, arrived: sms.taken.length, waiting: 0 })
      expect(measured).toBe(true)
      await readReport(browser, page, id)
    })
  },
)
