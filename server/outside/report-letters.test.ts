import { expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import { changeStaff, disableStaff, openBranch } from '#domain/org/contract'
import { listSchedules, scheduleReport, stopSchedule } from '#domain/report/contract'
import { reportJobs, reportPostJobs } from '#domain/report/jobs'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { campaignWorld, mailServer } from '#test/world/campaign'
import { world, type TestWorld } from '#test/world/world'
import { makeRunner } from '../jobs.ts'
import { reportFont } from './report-font.ts'
import { smtpMailer } from './smtp.ts'

type Order = Asked<typeof scheduleReport>

/** Sales of yesterday, 1 March 2026; the clock stands at 10:00 of the 2nd in Shanghai. */
async function shop(): Promise<TestWorld> {
  const w = await campaignWorld()
  const sale = saleWish.parse({
    id: w.newId(),
    branchCode: 'S1',
    happenedAt: '2026-03-01T04:00:00Z',
    lines: [{ productCode: 'T', name: '龙井', quantity: 1, unitPriceMinor: 88_00 }],
  })
  await w.work((work) => takeIn(work, [sale], { source: 'import' }))
  await w.settle()
  return w
}

const order = (w: TestWorld, of: Partial<Order> = {}): Order => ({
  id: w.newId() as never,
  name: '昨日排行',
  report: 'products',
  format: 'csv',
  filters: {},
  rhythm: 'daily',
  weekday: null,
  monthDay: null,
  hour: 12,
  backDays: 1,
  recipients: [{ staffId: w.ownerId as never, email: 'owner@example.com' }],
  ...of,
})

function post(w: TestWorld, url: string) {
  const mailer = smtpMailer({ url, from: '知己茶铺 <club@example.com>' })
  const runner = makeRunner(w.world, [
    ...reportJobs,
    ...reportPostJobs({ world: w.world, mailer, font: reportFont }),
  ])
  return { runner, close: () => mailer.close() }
}

/** The CSV that a letter brings. */
function attachedText(raw: string): string {
  const attached = /Content-Type: text\/csv[\s\S]*?\r?\n\r?\n([\sA-Za-z0-9+/=]+)/.exec(raw)?.[1] ?? ''
  return Buffer.from(attached, 'base64').toString()
}

const letters = async (w: TestWorld) =>
  (await w.call(listSchedules, {})).rows.flatMap((row) =>
    row.deliveries.map((one) => [one.staffName, one.state, one.trouble, one.attempts]),
  )

test('Z4: a report comes at its hour, once, with yesterday in it; missed hours are not made up for', async () => {
  const w = await shop()
  const wish = order(w)
  const [one, two] = await Promise.all([1, 2].map(() => w.call(scheduleReport, wish)))
  expect(one).toEqual(two)
  expect(one?.nextAt).toBe('2026-03-02T04:00:00.000Z')
  const server = await mailServer()
  const { runner, close } = post(w, server.url)
  await runner.run('report.due')
  expect(await letters(w)).toEqual([])

  w.clock.set('2026-03-02T04:00:00.000Z')
  await runner.run('report.due')
  await runner.run('report.due')
  await runner.settle()
  expect(await letters(w)).toEqual([['王老板', 'sent', null, 1]])
  expect(server.letters.map((letter) => letter.to)).toEqual(['owner@example.com'])
  const raw = server.letters[0]?.raw ?? ''
  expect(raw).toContain('Auto-Submitted: auto-generated')
  const csv = attachedText(raw)
  expect(csv).toContain('2026-03-01 – 2026-03-01')
  expect(csv).toContain('龙井,1,88.00')

  w.clock.set('2026-03-05T09:00:00.000Z')
  await runner.run('report.due')
  await runner.settle()
  expect(server.letters).toHaveLength(2)
  close()
})

test('Z6: the right of a recipient is asked when it is sent, not when it was ordered', async () => {
  const w = await shop()
  const gone = await w.as('manager')
  const less = await w.as('manager')
  const bound = await w.as('manager', { branchIds: [w.branchId] })
  const to = (staffId: string, email: string) => ({ staffId: staffId as never, email })
  await w.call(
    scheduleReport,
    order(w, {
      recipients: [
        to(gone.staffId, 'a@example.com'),
        to(less.staffId, 'b@example.com'),
        to(bound.staffId, 'c@example.com'),
      ],
    }),
  )
  await w.call(disableStaff, { id: gone.staffId } as never)
  await w.call(changeStaff, {
    id: less.staffId,
    version: 1,
    name: 'manager',
    language: 'zh-CN',
    roles: ['cashier'],
    branchIds: null,
  } as never)
  const server = await mailServer()
  const { runner, close } = post(w, server.url)
  w.clock.set('2026-03-02T04:30:00.000Z')
  await runner.run('report.due')
  await runner.settle()
  close()
  expect(server.letters.map((letter) => letter.to)).toEqual(['c@example.com'])
  expect((await letters(w)).toSorted()).toEqual([
    ['manager', 'sent', null, 1],
    ['manager', 'withheld', 'no_permission', 1],
    ['manager', 'withheld', 'staff_gone', 1],
  ])
})

test('Z6: a letter to another holds no more than whoever ordered it may see, and ends with their right', async () => {
  const w = await shop()
  await w.call(openBranch, { id: w.newId(), code: 'S2', name: '南京路店' })
  const bound = await w.as('manager', { branchIds: [w.branchId] })
  await bound.call(scheduleReport, order(w, { report: 'places' }))
  const server = await mailServer()
  const { runner, close } = post(w, server.url)
  w.clock.set('2026-03-02T04:00:00.000Z')
  await runner.run('report.due')
  await runner.settle()
  expect(server.letters.map((letter) => letter.to)).toEqual(['owner@example.com'])
  const csv = attachedText(server.letters[0]?.raw ?? '')
  expect(csv).toContain('人民路店')
  expect(csv).not.toContain('南京路店')

  await w.call(disableStaff, { id: bound.staffId } as never)
  w.clock.set('2026-03-03T04:00:00.000Z')
  await runner.run('report.due')
  await runner.settle()
  close()
  expect((await letters(w))[0]).toEqual(['王老板', 'withheld', 'orderer_gone', 1])
  const key = await w.key('report.schedule', 'insight.read')
  expect((await key.ask(scheduleReport, order(w))).body['code']).toBe('not_allowed')
})

test('a mail server that says later is tried again, one that says never is not, and both are seen', async () => {
  const w = await shop()
  await w.call(scheduleReport, order(w))
  let code = 451
  const server = await mailServer({ refuse: () => (code === 0 ? null : code) })
  const { runner, close } = post(w, server.url)
  w.clock.set('2026-03-02T04:00:00.000Z')
  await runner.run('report.due')
  await runner.settle()
  expect((await letters(w))[0]).toMatchObject(['王老板', 'queued', expect.stringContaining('451'), 1])
  code = 0
  w.clock.set('2026-03-02T04:02:00.000Z')
  await runner.settle()
  expect((await letters(w))[0]).toEqual(['王老板', 'sent', null, 2])
  code = 550
  w.clock.set('2026-03-03T04:00:00.000Z')
  await runner.run('report.due')
  await runner.settle()
  close()
  expect((await letters(w))[0]).toMatchObject(['王老板', 'failed', expect.stringContaining('550'), 1])
})

test('Z5: a stopped schedule sends no more, and what was waiting of it stays behind', async () => {
  const w = await shop()
  const wish = order(w)
  await w.call(scheduleReport, wish)
  w.clock.set('2026-03-02T04:00:00.000Z')
  await w.job('report.due')
  const stopped = await w.call(stopSchedule, { id: wish.id })
  expect(stopped).toMatchObject({ stoppedAt: '2026-03-02T04:00:00.000Z', nextAt: null })
  expect(await w.call(stopSchedule, { id: wish.id })).toEqual(stopped)
  expect(await letters(w)).toEqual([['王老板', 'withheld', 'stopped', 0]])
  w.clock.set('2026-03-03T05:00:00.000Z')
  await w.job('report.due')
  expect(await letters(w)).toHaveLength(1)
})

test('what a report refuses is said of its letter, and a schedule is refused in order', async () => {
  const w = await shop()
  const code = async (of: Partial<Order>, by: Pick<TestWorld, 'ask'> = w) =>
    (await by.ask(scheduleReport, order(w, of))).body['code']
  const manager = await w.as('manager')
  const stranger = { staffId: w.newId() as never, email: 'x@example.com' }
  const self = { staffId: w.ownerId as never, email: 'owner@example.com' }
  const all = { rhythm: 'weekly' as const, filters: { from: 'soon' }, backDays: null }
  const marketer = await w.as('marketer')
  expect(await code({ ...all, recipients: [stranger] }, await w.as('cashier'))).toBe('not_allowed')
  expect(await code({ ...all, recipients: [stranger] }, marketer)).toBe('rhythm_incomplete')
  expect(await code({ ...all, weekday: 1, recipients: [stranger] }, manager)).toBe('report_filters_wrong')
  expect(await code({ recipients: [stranger, self, self] })).toBe('recipient_unknown')
  expect(await code({ recipients: [self, self] })).toBe('recipient_twice')
  const wish = order(w, { report: 'rfm' })
  await w.call(scheduleReport, wish)
  expect((await w.ask(scheduleReport, { ...wish, hour: 3 })).body['code']).toBe('report_schedule_id_reused')
  expect((await w.ask(stopSchedule, { id: w.newId() })).body['code']).toBe('report_schedule_unknown')

  const server = await mailServer()
  const { runner, close } = post(w, server.url)
  w.clock.set('2026-03-02T04:00:00.000Z')
  await runner.run('report.due')
  await runner.settle()
  close()
  expect(await letters(w)).toEqual([['王老板', 'failed', 'refused:no_sales_yet', 1]])
})

test('the hour before the house is set up is an hour like any other', async () => {
  const w = await world({ bare: true })
  await expect(w.job('report.due')).resolves.toBeUndefined()
})
