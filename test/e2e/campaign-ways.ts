import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Told } from '#base/endpoint'
import { must, present } from '#base/must'
import { listMessages, MESSAGE_STATES, showCampaign } from '#domain/campaign/contract'
import { keepRespect, showRespect } from '#domain/campaign/contract/respect'
import { rfm as rfmOf, showSegment } from '#domain/insight/contract'
import { ask, at, seen } from './reader.ts'
import { count, goTo, press } from './ways.ts'
import { filled, like, zh } from './words.ts'

/** The id at this place of the page's address. */
const idIn = (page: Page): string =>
  present(new URL(page.url()).pathname.split('/')[2], 'test: the address names what is shown')

const members = (n: number): string => filled(zh.insight.members_other, { n: count(n) })

/** Opens the heat map once insight has read the sales of this many members, and the members behind a cell. */
export async function openCell(page: Page, of: { r: string; f: string; all: number }): Promise<number> {
  const { rfm, audience, home } = zh.insight
  // Insight reads the sales a moment after the import.
  const read = async () => (await ask(page, rfmOf, {})).members
  await expect.poll(read, { timeout: 30_000 }).toBe(of.all)
  await goTo(page, zh.shell.nav.insight)
  await seen(page.getByText(like(home.answer, { all: count(of.all) })))
  await page.getByRole('link', { name: home.rfm }).click()
  await at(page, rfm.title)
  const cell = page.getByRole('link', { name: like(rfm.cell, { r: of.r, f: of.f }) })
  const label = present(await cell.getAttribute('aria-label'), 'test: a cell says what it holds')
  const people = Number(
    present(/(\d[\d,]*) 位会员/.exec(label)?.[1], 'test: a cell counts').replaceAll(',', ''),
  )
  await cell.click()
  await at(page, audience.title)
  await seen(page.getByText(filled(zh.kit.list.total_other, { n: count(people) })))
  await seen(page.getByText(like(audience.answer_other, { n: count(people) })))
  return people
}

/** Saves who is shown under a name; answers how many of them may be written to. */
export async function saveSegment(page: Page, name: string): Promise<{ people: number; reachable: number }> {
  const { audience } = zh.insight
  await press(page, audience.save)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(audience.name).fill(name)
  await dialog.getByRole('button', { name: audience.save }).click()
  await at(page, name)
  await seen(page.getByText(zh.segments.page.none))
  const { members: people, reachable } = await ask(page, showSegment, { id: idIn(page) })
  return { people, reachable: reachable.email }
}

/** Messages may leave at any hour: at which this test runs, nobody knows. */
export async function noQuietHours(page: Page): Promise<void> {
  const { haltedAt: _, keptAt: __, ...rules } = await ask(page, showRespect, {})
  const { origin } = new URL(page.url())
  const data = { ...rules, quietFrom: 0, quietTo: 0 }
  const reply = await page.request.put(`/api/v1${keepRespect.path}`, { data, headers: { origin } })
  must(reply.ok(), 'test: the rules are kept')
}

type CampaignWish = Readonly<{
  name: string
  people: number
  /** Writes the message on its step of the wizard. */
  message: () => Promise<void>
}>

/** From a segment's page through the wizard to the draft: half of the list is held out. */
export async function planIt(page: Page, of: CampaignWish): Promise<void> {
  const { campaigns } = zh
  await press(page, zh.segments.page.start)
  await at(page, campaigns.add)
  await page.getByLabel(campaigns.who.name).fill(of.name)
  await press(page, campaigns.next)
  await of.message()
  await press(page, campaigns.next)
  const control = Math.round(of.people / 2)
  await page.getByRole('slider').press('End')
  const split = { treated: members(of.people - control), control: members(control) }
  await seen(page.getByText(filled(campaigns.control.split, split)))
  await press(page, campaigns.control.save)
  await at(page, of.name)
  await seen(page.getByText(campaigns.draft.answer))
}

type MailWish = Omit<CampaignWish, 'message'> & Readonly<{ subject: string; body: string }>

export const planByMail = (page: Page, { subject, body, ...of }: MailWish): Promise<void> =>
  planIt(page, {
    ...of,
    message: async () => {
      const { message } = zh.campaigns
      await page.getByLabel(message.subject).fill(subject)
      await page.getByRole('textbox', { name: message.body }).fill(body)
      await press(page, message.variable.number)
    },
  })

/** Launches and waits until nothing waits any more; answers who got a message and who got none. */
export async function launch(
  page: Page,
): Promise<{ sent: string[]; unreachable: string[]; control: number }> {
  const { draft, page: words } = zh.campaigns
  await press(page, draft.launch)
  await page.getByRole('dialog').getByRole('button', { name: draft.launch }).click()
  await seen(page.getByRole('button', { name: words.report }))
  const id = idIn(page)
  await expect
    .poll(async () => (await ask(page, showCampaign, { id })).messages.queued ?? 0, { timeout: 30_000 })
    .toBe(0)
  const { treated, control } = await ask(page, showCampaign, { id })
  const rows = await outbox(page, id)
  expect(rows).toHaveLength(treated)
  const numbers = (state: string) => rows.filter((row) => row.state === state).map((row) => row.number)
  return { sent: numbers('sent'), unreachable: numbers('unreachable'), control }
}

async function outbox(page: Page, id: string): Promise<Told<typeof listMessages>['rows']> {
  const pages = await Promise.all(
    MESSAGE_STATES.map(async (state) => {
      const { rows, total } = await ask(page, listMessages, { id, state, rows: 200 })
      must(rows.length === total, 'test: messages of one state fit on one page')
      return rows
    }),
  )
  return pages.flat()
}
