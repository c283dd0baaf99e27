import { expect, test } from 'vitest'
import { stockOnHand } from '#domain/goods/contract/stock'
import { openBranch } from '#domain/org/contract'
import { person, tasksNow } from '#test/world/care'
import { stocked } from '#test/world/reward'
import { world } from '#test/world/world'
import { listArticles, readNotice, writeArticle } from './contract/article.ts'
import { noteContact } from './contract/contact.ts'
import { addTask, careDays, listTasks, showTask, stepTask } from './contract/task.ts'
import { findCaller, listTickets, openTicket, showTicket, stepTicket } from './contract/ticket.ts'

const at = '2026-03-02T04:00:00.000Z'

test('C97 a task by hand: once under its id, moved, given, done with its outcome, and not twice', async () => {
  const w = await world({ at })
  const wish = { id: w.newId(), title: '更换季度海报', dueOn: '2026-03-31' }
  const task = await w.call(addTask, wish)
  expect(await w.call(addTask, wish)).toMatchObject({ id: task.id, replayed: true })
  expect((await w.ask(addTask, { ...wish, title: '别的' })).body).toMatchObject({
    code: 'care_task_id_reused',
  })
  const step = (of: object) =>
    w.ask(stepTask, { id: w.newId(), taskId: task.id, step: 'note', ...of } as never)
  expect((await step({ step: 'moved' })).body).toMatchObject({ code: 'due_day_needed' })
  expect((await step({ step: 'moved', dueOn: '2026-04-01' })).body).toMatchObject({ dueOn: '2026-04-01' })
  expect((await step({ step: 'given', ownerId: w.ownerId })).body).toMatchObject({ ownerId: w.ownerId })
  expect((await step({ step: 'done' })).body).toMatchObject({ code: 'outcome_needed' })
  expect((await step({ step: 'done', outcome: 'done' })).body).toMatchObject({ state: 'done' })
  expect((await step({ step: 'cancelled' })).body).toMatchObject({ code: 'care_task_over' })
  expect((await step({ step: 'reopened' })).body).toMatchObject({ state: 'open', outcome: null })
  expect((await w.call(showTask, { id: task.id })).steps.map((one) => one.step)).toEqual([
    'moved',
    'given',
    'done',
    'reopened',
  ])
  expect((await w.call(listTasks, { owner: 'mine' })).rows).toHaveLength(1)
  const days = await w.call(careDays, { from: '2026-03-01', to: '2026-04-30' })
  expect(days.rows).toEqual([{ day: '2026-04-01', open: 1, done: 0, gifts: 0 }])
})

test('D8 the gift of a task leaves the stock with the step that says it went out, or nothing happens', async () => {
  const w = await world({ at })
  const memberId = await person(w, 'A')
  await stocked(w, 'WINE', { branchId: w.branchId, quantity: 1 })
  const add = () =>
    w.call(addTask, {
      id: w.newId(),
      kind: 'gift',
      title: '生日礼品',
      memberId,
      branchId: w.branchId,
      productCode: 'WINE',
      dueOn: '2026-03-05',
    })
  const [first, second] = [await add(), await add()]
  const send = (taskId: string) => w.ask(stepTask, { id: w.newId(), taskId, step: 'done', outcome: 'sent' })
  const onHand = async () =>
    (await w.call(stockOnHand, { branchId: w.branchId })).rows.map((row) => row.onHand)
  expect((await send(first.id)).body).toMatchObject({ state: 'done', outcome: 'sent' })
  expect(await onHand()).toEqual([0])
  expect((await send(second.id)).body).toMatchObject({ code: 'stock_short' })
  expect((await w.call(showTask, { id: second.id })).state).toBe('open')
})

test('people of a branch see the tasks of their branch alone; late ones are counted', async () => {
  const w = await world({ at })
  const other = await w.call(openBranch, { id: w.newId(), code: 'S2', name: 'S2' })
  await w.call(addTask, { id: w.newId(), title: 'here', branchId: w.branchId, dueOn: '2026-03-01' })
  await w.call(addTask, { id: w.newId(), title: 'there', branchId: other.id, dueOn: '2026-03-01' })
  const office = await w.call(addTask, { id: w.newId(), title: 'office', dueOn: '2026-03-01' })
  const cashier = await w.as('cashier', { branchIds: [w.branchId] })
  const seen = await cashier.call(listTasks, {})
  expect([seen.rows.map((row) => row.titleEn), seen.late, seen.total]).toEqual([['here'], 1, 1])
  expect((await cashier.ask(showTask, { id: office.id })).body).toMatchObject({ code: 'care_task_unknown' })
  expect(
    (await cashier.ask(addTask, { id: w.newId(), title: 'x', branchId: other.id, dueOn: '2026-03-01' })).body,
  ).toMatchObject({ code: 'branch_unknown' })
  expect(await tasksNow(w)).toHaveLength(3)
})

test('C42 a complaint shows 培养 and is open until it is said how it was closed', async () => {
  const w = await world({ at })
  const memberId = await person(w, 'AH000000001', { mobile: '13800138000' })
  const told = (of: 'satisfied' | 'complaint' | 'suggestion', words: string) =>
    w.call(openTicket, { id: w.newId(), class: of, memberId, words })
  const complaint = await told('complaint', '包装破损')
  expect(complaint).toMatchObject({ script: 'nurture', state: 'open', memberNumber: 'AH000000001' })
  expect(await told('satisfied', '很好用')).toMatchObject({ script: 'rise', state: 'closed' })
  expect(await told('suggestion', '希望出小包装')).toMatchObject({ script: 'guide', state: 'open' })
  expect((await w.call(findCaller, { text: '8000' })).rows).toMatchObject([{ memberId, open: 2 }])

  const close = { ticketId: complaint.id, step: 'closed' as const }
  expect((await w.ask(stepTicket, { ...close, id: w.newId() })).body).toMatchObject({ code: 'note_needed' })
  expect(await w.call(stepTicket, { ...close, id: w.newId(), note: '已换货' })).toMatchObject({
    state: 'closed',
  })
  expect((await w.ask(stepTicket, { ...close, id: w.newId(), note: '再关' })).body).toMatchObject({
    code: 'ticket_closed',
  })
  expect((await w.call(showTicket, { id: complaint.id })).steps).toMatchObject([{ note: '已换货' }])
  const all = await w.call(listTickets, { from: '2026-03-02', to: '2026-03-02' })
  expect([all.total, all.open, all.classes]).toEqual([3, 1, { satisfied: 1, complaint: 1, suggestion: 1 }])
  expect((await w.call(listTickets, { memberId, class: 'complaint' })).total).toBe(1)
  expect((await w.call(listTickets, { from: '2026-03-03' })).total).toBe(0)
})

test('C45 a call is written down once; what is still to come is no contact', async () => {
  const w = await world({ at })
  const memberId = await person(w, 'A')
  const wish = {
    id: w.newId(),
    memberId,
    kind: 'call',
    direction: 'in',
    happenedAt: at,
    note: '问营业时间',
  } as const
  expect(await w.call(noteContact, wish)).toMatchObject({ replayed: false, byName: expect.any(String) })
  expect(await w.call(noteContact, wish)).toMatchObject({ replayed: true })
  const later = { ...wish, id: w.newId(), happenedAt: '2026-03-03T04:00:00.000Z' }
  expect((await w.ask(noteContact, later)).body).toMatchObject({ code: 'contact_in_future' })
})

test('C98 a notice of the head office is readable by all staff and read once; the last version stands', async () => {
  const w = await world({ at })
  const articleId = w.newId()
  const words = {
    kind: 'notice',
    code: 'N1',
    titleZh: '开业',
    titleEn: 'Opening',
    bodyZh: '四月',
    bodyEn: 'April',
  } as const
  await w.call(writeArticle, { id: w.newId(), articleId, ...words })
  expect((await w.ask(writeArticle, { id: w.newId(), articleId: w.newId(), ...words })).body).toMatchObject({
    code: 'article_code_taken',
  })
  const cashier = await w.as('cashier', { branchIds: [w.branchId] })
  const board = await cashier.call(listArticles, { kind: 'notice' })
  expect([board.unreadNotices, board.rows.map((row) => row.titleEn)]).toEqual([1, ['Opening']])
  await cashier.call(readNotice, { versionId: board.rows[0]?.versionId ?? '' })
  expect((await cashier.call(listArticles, {})).unreadNotices).toBe(0)
  expect((await cashier.ask(writeArticle, { id: w.newId(), articleId, ...words })).status).toBe(403)
  await w.call(writeArticle, { id: w.newId(), articleId, ...words, bodyEn: 'May' })
  expect((await cashier.call(listArticles, { text: 'may' })).rows).toMatchObject([
    { version: 2, read: false },
  ])
  await w.call(writeArticle, { id: w.newId(), articleId, ...words, withdrawn: true })
  expect((await cashier.call(listArticles, {})).total).toBe(0)
  const past = { ...words, code: 'N2', until: '2026-03-01' }
  await w.call(writeArticle, { id: w.newId(), articleId: w.newId(), ...past })
  expect((await cashier.call(listArticles, {})).total).toBe(0)
})
