import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must, present } from '#base/must'
import { campaignReport } from '#domain/campaign/contract/report'
import { showDemo } from '#domain/demo/contract'
import { listImports } from '#domain/import/contract'
import { listMembers } from '#domain/member/contract'
import { salesByDay } from '#domain/sale/contract'
import { pdfText } from '#test/world/pdf'
import { launch } from '#tools/chromium'
import { startProgram, type Program } from '#tools/program'
import { ask, at, PHONE, reader, seen, walk, type Reader } from './reader.ts'
import { firstSentence, press } from './ways.ts'
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

test('one button shows the whole line on real data, up to the report', { timeout: 120_000 }, async () => {
  const { page } = guest
  const { setUp } = zh.start
  const { tour } = zh.overview
  await walk(guest, 'tour', async () => {
    await page.goto('/')
    await at(page, setUp.title)
    await press(page, setUp.demoStart)
    await at(page, setUp.demoReady)
    await press(page, setUp.demoEnter)
    await at(page, zh.overview.title)
    // Where less motion is asked for, menus must still open within sight.
    await page.getByRole('button', { name: like(zh.shell.account.title) }).click()
    await page.getByRole('menuitem', { name: zh.shell.account.password }).click()
    await seen(page.getByRole('dialog').getByLabel(zh.shell.password.current))
    await page.keyboard.press('Escape')
    await page.getByText(tour.done).waitFor({ timeout: 60_000 })
    await seen(page.getByText(like(zh.overview.asOf, { day: '1998年6月30日' })))
    await page.getByRole('link', { name: tour.campaign }).click()
    await press(page, zh.campaigns.page.report)
    await at(page, like(zh.campaigns.report.title))
    const id = present((await ask(page, showDemo, {})).tour?.campaignId, 'test: the tour had a campaign')
    const { verdict, arms } = await ask(page, campaignReport, { id })
    await seen(page.getByText(firstSentence(verdict.zh)))
    // In 1997 nothing was sent, and the page says so.
    expect(arms.map((arm) => arm.reached)).toEqual([0, 0])
    await seen(
      page.getByText(filled(zh.campaigns.report.complete, { from: '1997年10月1日', to: '1998年6月30日' })),
    )
  })
})

test('a report says the same on its page and on paper, and goes out by e-mail until it is stopped', async () => {
  const { page } = guest
  const { reports } = zh
  const june = { from: '1998-06-01', to: '1998-06-30' }
  await walk(guest, 'reports', async () => {
    await page.goto('/reports')
    await at(page, reports.title)
    await page.getByRole('link', { name: '每日销售与收款' }).click()
    await at(page, '每日销售与收款')
    await page.goto(`/reports/takings?from=${june.from}&to=${june.to}`)
    const { totalMinor, receipts } = await ask(page, salesByDay, june as never)
    const money = (totalMinor / 100).toLocaleString('en', { minimumFractionDigits: 2 })
    const sums = page.getByRole('table', { name: '按日' }).getByRole('row').last()
    await seen(sums.getByText(`$${money}`))
    await seen(sums.getByText(String(receipts), { exact: true }))

    await page.getByRole('button', { name: reports.save.title }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: reports.save.pdf }).click(),
    ])
    const paper = pdfText(new Uint8Array(readFileSync(await file.path())))
    expect(paper).toContain('每日销售与收款')
    expect(paper).toContain(money)
    await scheduled(page)
  })
})

/** Orders a report by e-mail, sees when it comes, and stops it. */
async function scheduled(page: Page): Promise<void> {
  const { schedule } = zh.reports
  await page.goto('/reports/schedules')
  await at(page, schedule.title)
  await press(page, schedule.add)
  const form = page.getByRole('dialog')
  const choose = async (label: string, option: string) => {
    await form.getByRole('combobox', { name: label }).click()
    await page.locator('.ant-select-dropdown:visible').getByText(option).first().click()
  }
  await form.getByLabel(schedule.name, { exact: true }).fill('每日对账')
  await choose(schedule.report, '每日销售与收款')
  await choose(schedule.recipient, '店主')
  await form.getByLabel(schedule.email, { exact: true }).fill('owner@example.com')
  await form.getByRole('button', { name: schedule.save }).click()
  await seen(page.getByRole('heading', { name: '每日对账' }))
  await seen(page.getByText('owner@example.com'))
  // Two Chinese marks on a button are set apart by the kit.
  await page.getByRole('button', { name: /^停\s?止$/ }).click()
  await seen(page.getByText(like(schedule.stopped)))
}

/** Pages by what they are, with something of the tour in each. */
async function pages(page: Page): Promise<readonly string[]> {
  const { tour } = await ask(page, showDemo, {})
  const [member] = (await ask(page, listMembers, { rows: 1 })).rows
  const [file] = (await ask(page, listImports, { rows: 1 })).rows
  const campaign = `/campaigns/${tour?.campaignId}`
  const insight = ['', '/rfm', '/quadrants', '/ladder', '/pareto', '/members'].map(
    (path) => `/insight${path}`,
  )
  return [
    '/',
    '/members',
    `/members/${member?.id}`,
    `/members/${member?.id}/profile`,
    `/members/${member?.id}/finance`,
    '/members/new',
    '/sales',
    ...insight,
    '/segments',
    '/segments/build',
    `/segments/${tour?.segmentIds[0]}`,
    '/campaigns',
    '/campaigns/new',
    campaign,
    `${campaign}/report`,
    '/imports',
    '/imports/new',
    `/imports/${file?.id}`,
    '/reports',
    '/reports/products',
    '/reports/activity',
    '/reports/campaigns',
    '/reports/takings?from=1998-06-01&to=1998-06-30',
    '/reports/schedules',
    '/program',
    '/branches',
    '/staff',
    '/keys',
  ]
}

test(
  'on a phone no page is wider than the screen, and the menu goes everywhere',
  { timeout: 120_000 },
  async () => {
    const as = await guest.page.context().storageState()
    const phone = await reader(browser, { address: program.address, size: PHONE, as })
    const { page } = phone
    await walk(phone, 'phone', async () => {
      await page.goto('/')
      await at(page, zh.overview.title)
      await page.getByRole('button', { name: zh.shell.nav.more }).click()
      await page.getByRole('dialog').getByRole('link', { name: zh.shell.nav.segments }).click()
      await at(page, zh.segments.title)

      const wider: string[] = []
      for (const path of await pages(page)) {
        await page.goto(path)
        await seen(page.getByRole('heading', { level: 1 }))
        await page.waitForLoadState('networkidle')
        const width = await page.evaluate<number>('document.scrollingElement.scrollWidth')
        if (width > PHONE.width) wider.push(`${path}: ${width}`)
      }
      expect(wider).toEqual([])
    })
  },
)
