import { spawnSync } from 'node:child_process'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { must, present } from '#base/must'
import { campaignReport } from '#domain/campaign/contract/report'
import { mailServer, type Letter } from '#test/world/campaign'
import { launch as launchBrowser } from '#tools/chromium'
import { startProgram } from '#tools/program'
import { launch, noQuietHours, openCell, planByMail, saveSegment } from './campaign-ways.ts'
import { ownersFiles } from './files.ts'
import { ask, at, reader, seen, walk } from './reader.ts'
import { bring, comeBack, enrol, firstSentence, goTo, openTheHouse, press } from './ways.ts'
import { en, like, zh } from './words.ts'

const CAMPAIGN = '好久不见'
const SEGMENT = '许久没来的一次客'

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

test(
  'an owner goes from an empty house to what a campaign earned, by clicks alone',
  { timeout: 180_000 },
  async () => {
    const { url, letters } = await mailServer()
    const program = await startProgram({ SMTP_URL: url, SMTP_FROM: '高山流水 <post@example.com>' })
    onTestFinished(async () => expect(await program.stop()).toBe(0))
    const browser = await launchBrowser()
    onTestFinished(() => browser.close())
    const owner = await reader(browser, { address: program.address })
    const { page } = owner
    const files = ownersFiles(now())

    await walk(owner, 'opening', async () => {
      await openTheHouse(page)
      await comeBack(page)
      await enrol(page, { name: '钟子期', mobile: '13800138000', email: 'ziqi@example.com' })
    })
    await walk(owner, 'importing', async () => {
      await bring(page, { path: files.members, kind: 'members', imported: files.people.length })
      await bring(page, { path: files.purchases, kind: 'sales', imported: files.rows.purchases, refused: 1 })
    })
    await walk(owner, 'reaching', async () => {
      const people = await openCell(page, { r: '1', f: '1', all: files.people.length })
      const segment = await saveSegment(page, SEGMENT)
      expect(segment.people).toBe(people)
      await planByMail(page, {
        name: CAMPAIGN,
        subject: '{{ chain.name }}想念您',
        body: '您的会员号是',
        people,
      })
      await noQuietHours(page)
      const { sent, unreachable, control } = await launch(page)
      expect(sent.length + unreachable.length + control).toBe(people)

      const agreed = new Map(files.people.map((person) => [person.number, person.agreed]))
      expect(sent.every((number) => agreed.get(number))).toBe(true)
      expect(unreachable.some((number) => agreed.get(number))).toBe(false)
      // One letter for each who was sent one, so none for who was held out or did not agree.
      expect(letters.map(({ to }) => to).toSorted()).toEqual(
        sent.map((number) => `c${number}@example.com`).toSorted(),
      )
    })
    await walk(owner, 'unsubscribing', () =>
      unsubscribe(browser, page, present(letters[0], 'test: a letter')),
    )
    await walk(owner, 'reporting', async () => {
      await bring(page, { path: files.later, kind: 'sales', imported: files.rows.later, again: true })
      await readReport(page)
    })
    await walk(owner, 'undoing', () => undo(page, files.later))
  },
)

/** A member without any account opens the link of a letter and presses the button; the owner sees it. */
async function unsubscribe(browser: Browser, page: Page, letter: Letter): Promise<void> {
  const unfolded = letter.raw.replaceAll(/\r?\n[ \t]+/g, ' ')
  const link = present(/^list-unsubscribe: <([^>]+)>/im.exec(unfolded)?.[1], 'test: a letter has a way out')
  const member = await reader(browser, { address: new URL(link).origin })
  await walk(member, 'way-out', async () => {
    await member.page.goto(link)
    await press(member.page, '退订')
    await seen(member.page.getByText('已退订'))
  })
  const number = present(/^c(\d+)@/.exec(letter.to)?.[1], 'test: a letter is addressed')
  await page.getByLabel(zh.shell.find.label).fill(number)
  await page.getByText(`顾客${number}`).click()
  await at(page, `顾客${number}`)
  await seen(page.getByText(like(zh.members.page.withdrawn)))
}

/** The verdict as the host words it, in the language that is chosen; the choice is remembered. */
async function readReport(page: Page): Promise<void> {
  await goTo(page, zh.shell.nav.campaigns)
  await page.getByRole('link', { name: CAMPAIGN }).click()
  await press(page, zh.campaigns.page.report)
  await at(page, like(zh.campaigns.report.title, { name: CAMPAIGN }))
  const id = present(new URL(page.url()).pathname.split('/')[2], 'test: the report is of a campaign')
  const report = await ask(page, campaignReport, { id })
  const [treated, control] = report.arms
  expect((treated?.buyers ?? 0) + (control?.buyers ?? 0)).toBeGreaterThan(0)
  expect(control?.reached).toBe(0)
  await seen(page.getByText(firstSentence(report.verdict.zh)))

  await page.getByRole('button', { name: zh.kit.language }).click()
  await page.getByRole('menuitem', { name: en.shell.languages.en }).click()
  await at(page, like(en.campaigns.report.title, { name: CAMPAIGN }))
  await page.reload()
  await at(page, like(en.campaigns.report.title, { name: CAMPAIGN }))
  await seen(page.getByText(firstSentence(report.verdict.en)))
}

/** Takes the last import back, whole. */
async function undo(page: Page, path: string): Promise<void> {
  const { imports } = en
  await goTo(page, en.shell.nav.imports, en.shell.nav)
  await page.getByRole('link', { name: present(path.split('/').pop(), 'test: a file has a name') }).click()
  await press(page, imports.done.undo)
  await page.getByRole('dialog').getByRole('button', { name: imports.done.undo }).click()
  await seen(page.getByText(imports.done.undone))
}
