import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { uuidv7 } from '#base/id'
import { must, present } from '#base/must'
import { bookingLink, listBookings } from '#domain/booking/contract/booking'
import { sayBookingOffer } from '#domain/booking/contract/offer'
import { USUAL_TERMS, type Terms } from '#domain/booking/model/terms'
import { addProduct } from '#domain/goods/contract'
import { changeJourney, saveJourney, showJourney } from '#domain/journey/contract'
import { enrolMember } from '#domain/member/contract'
import { changeBranch, listBranches, me } from '#domain/org/contract'
import { OWN_WORDS as words, STATE_WORDS } from '#server/outside/own-words'
import { freshHouse } from './house.ts'
import { ask, at, PHONE, seen, tell, walk } from './reader.ts'
import { goTo, openTheHouse, press } from './ways.ts'
import { en, filled, zh } from './words.ts'

const { bookings, journeys } = zh

beforeAll(() => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

const newId = () => uuidv7(Date.now(), randomBytes(16))

/** Held for a minute, so that a test sees one given up; short and all day, so that there is one today. */
const TERMS: Terms = {
  ...USUAL_TERMS,
  minutes: 5,
  stepMinutes: 5,
  holdMinutes: 1,
  hours: USUAL_TERMS.hours.map((one) => ({ ...one, from: '00:00', to: '24:00' })),
}

/** Shortly before midnight there is hardly a time left today: the branch then stands where it is earlier. */
async function earlyEnough(page: Page): Promise<void> {
  const { rows } = await ask(page, listBranches, {})
  const branch = present(rows[0], 'test: the house has a branch')
  const hour = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: branch.zone })
  if (Number(hour.format()) < 23) return
  await tell(page, changeBranch, { ...branch, zone: 'UTC' })
}

/** A member with their own link; answers its path. */
async function member(page: Page, number: string, name: string): Promise<string> {
  const memberId = newId()
  const consent = { channels: ['sms' as const], textVersion: 'v1' }
  const mobile = `1380000${number}`
  await tell(page, enrolMember, { id: memberId, number, name, mobile, consent, source: 'terminal' })
  return (await ask(page, bookingLink, { memberId })).path
}

/** What the chain lets be booked, said in the console. */
async function offerIt(page: Page): Promise<void> {
  await goTo(page, zh.shell.nav.bookings)
  await at(page, bookings.title)
  await page.getByRole('link', { name: bookings.offers.title }).click()
  await at(page, bookings.offers.title)
  await seen(page.getByText(bookings.offers.none))
  await press(page, bookings.offers.add)
  const form = page.getByRole('dialog')
  await form.getByLabel(bookings.what, { exact: true }).fill('FACE')
  await page.getByTitle('面部护理 · FACE').click()
  await form.getByRole('button', { name: zh.shell.save, exact: true }).click()
  await seen(page.getByText('面部护理 · 琴台路店'))
  // Shorter holds than anybody would give.
  const { branches } = await ask(page, me, {})
  const branchCode = branches[0]?.code ?? ''
  await tell(page, sayBookingOffer, { id: newId(), branchCode, productCode: 'FACE', terms: TERMS })
}

/** A journey that writes to whoever gives a booking up, at once. */
async function journeyOf(page: Page): Promise<string> {
  const journeyId = newId()
  const document = {
    name: '预约未完成提醒',
    trigger: { kind: 'booking_given_up' as const, minutesAfter: 0 },
    controlBps: 0,
    steps: [
      { id: 'remind', kind: 'message' as const, channel: 'sms_file' as const, body: '您的预约还未确认' },
    ],
  }
  await tell(page, saveJourney, { id: newId(), journeyId, document })
  await tell(page, changeJourney, { id: newId(), journeyId, state: 'running' })
  return journeyId
}

/** Service, today, the last free time of it. */
async function chooses(page: Page, path: string): Promise<void> {
  await page.goto(`/${path}`)
  await page.getByRole('link', { name: '面部护理' }).first().click()
  await seen(page.getByText(words.chooseDay.zh))
  await page.locator('.rows a').first().click()
  await page.locator('.times button:enabled').last().click()
  await at(page, words.check.zh)
}

const fits = async (page: Page, width: number): Promise<void> =>
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)

/** The member who booked is seen in the day's list, and marked kept there. */
async function marksKept(page: Page): Promise<void> {
  const { rows } = await ask(page, listBookings, { state: 'confirmed' })
  expect(rows).toMatchObject([{ memberName: '俞伯牙', byMember: true }])
  await goTo(page, zh.shell.nav.bookings)
  await at(page, bookings.title)
  await seen(page.getByText('俞伯牙'))
  await press(page, bookings.act.kept)
  await page.getByRole('dialog').getByRole('button', { name: bookings.act.kept, exact: true }).click()
  const kept = async () => (await ask(page, listBookings, { state: 'kept' })).rows
  // The word also stands on the button, before anything is kept.
  await expect.poll(kept, { timeout: 60_000 }).toMatchObject([{ memberName: '俞伯牙' }])
  await seen(page.getByText(bookings.state.kept, { exact: true }))
}

/** The hold ends, its minute comes, the journey walks: three jobs of a minute each. */
async function writesTo(page: Page, journeyId: string, name: string): Promise<void> {
  const inOutbox = async () => {
    const { steps } = await ask(page, showJourney, { journeyId })
    return steps[0]?.messages?.waiting
  }
  await expect.poll(inOutbox, { timeout: 240_000, interval: 2_000 }).toBe(1)
  await page.goto(`/journeys/${journeyId}`)
  await seen(page.getByText(filled(journeys.when.booking_given_up, { minutes: '0' })))
  await seen(page.getByText(name))
}

/** Chooses a time, confirms it, and sees it among their own. */
async function booksOne(page: Page, path: string): Promise<void> {
  await chooses(page, path)
  await press(page, words.confirm.zh)
  await seen(page.getByText(words.done.zh))
  await page.getByRole('link', { name: words.page.zh }).click()
  await seen(page.getByText(STATE_WORDS.confirmed.zh))
  await fits(page, PHONE.width)
}

async function onAPhone(page: Page): Promise<void> {
  await page.goto('/bookings')
  await at(page, en.bookings.title)
  await fits(page, PHONE.width)
  await page.goto('/bookings/offers')
  await at(page, en.bookings.offers.title)
  await fits(page, PHONE.width)
}

test(
  'C90, C99: one member gives a booking up and is written to; another books, and the branch marks it kept',
  { timeout: 400_000 },
  async () => {
    const { owner, visit } = await freshHouse()
    const { page } = owner
    let [givesUp, keeps, journeyId] = ['', '', '']
    await walk(owner, 'bookings-counter', async () => {
      await openTheHouse(page)
      await earlyEnough(page)
      await tell(page, addProduct, { id: newId(), code: 'FACE', name: '面部护理', priceMinor: 198_00 })
      givesUp = await member(page, '9001', '钟子期')
      keeps = await member(page, '9002', '俞伯牙')
      await offerIt(page)
      journeyId = await journeyOf(page)
    })
    const one = await visit({ size: PHONE })
    await walk(one, 'bookings-gives-up', async () => {
      await chooses(one.page, givesUp)
      await fits(one.page, PHONE.width)
    })
    const two = await visit({ size: PHONE })
    await walk(two, 'bookings-books', () => booksOne(two.page, keeps))
    await walk(owner, 'bookings-given-up', () => writesTo(page, journeyId, '钟子期'))
    await walk(one, 'bookings-over', async () => {
      await one.page.reload()
      await seen(one.page.getByText(words.over.zh))
    })
    await walk(owner, 'bookings-kept', () => marksKept(page))
    const phone = await visit({ size: PHONE, language: 'en', as: await page.context().storageState() })
    await walk(phone, 'bookings-phone', () => onAPhone(phone.page))
  },
)
