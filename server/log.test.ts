import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { enrolMember } from '#domain/member/contract'
import { callerOf } from '#test/world/caller'
import { PASSWORD, world } from '#test/world/world'
import { makeHost } from './http.ts'
import { makeLog } from './log.ts'
import { routes } from './rooms.ts'

const failing = {
  endpoint: endpoint({
    name: 'failing',
    method: 'POST',
    path: '/failing',
    can: 'anyone',
    summary: 'For tests.',
    input: z.object({ text: z.string() }),
    output: z.object({}),
    refusals: [],
  }),
  // A value that the database quotes in its message.
  command: async (work: Work, { text }: { text: string }) => {
    await sql`create table probe (n integer)`.execute(work.tx)
    await sql`insert into probe (n) values (${text})`.execute(work.tx)
    return {}
  },
} as unknown as Route<Work>

test('logs tell every request by its id and hold nothing that was said in it', async () => {
  const w = await world()
  const lines: string[] = []
  const app = await makeHost({
    world: w.world,
    routes: [...routes, failing],
    logger: makeLog('debug', { write: (line) => void lines.push(line) }),
    secure: false,
    publicOrigin: null,
    limits: { perActor: 99, perAddress: 99, signIn: 99, atOnce: 99 },
    mostBytes: 10_000,
    consoleFolder: null,
    version: 'test',
    behindProxy: false,
  })
  const owner = callerOf(app, w.headers)
  const secrets = [
    '13912345678',
    'zhang@example.com',
    '张三丰',
    PASSWORD,
    'wrong-password',
    w.headers['cookie'] ?? 'x',
  ]
  await owner.ask(enrolMember, { id: w.newId(), source: 'terminal', name: '张三丰', mobile: '13912345678' })
  await owner.get('/members', { q: '13912345678' })
  await owner.post('/sessions', { login: 'zhang@example.com', password: 'wrong-password' })
  const broken = await owner.post('/failing', { text: '13912345678' })
  await app.close()

  expect(broken.body).toMatchObject({ code: 'our_fault', status: 500 })
  expect(broken.text).not.toContain('13912345678')
  const text = lines.join('')
  const answered = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'answered')
  expect(answered).toHaveLength(4)
  expect(answered.at(-1)).toMatchObject({
    route: '/api/v1/failing',
    status: 500,
    by: 'staff',
    reqId: broken.headers['x-request-id'],
  })
  expect(text).toContain('our fault')
  expect(text).toContain('22003')
  for (const secret of secrets) expect(text).not.toContain(secret)
})

test('a reader who leaves before the answer is through is no error of ours; other broken streams are', () => {
  const lines: string[] = []
  const log = makeLog('debug', { write: (line) => void lines.push(line) })
  const gone = Object.assign(new Error('Premature close'), { code: 'ERR_STREAM_PREMATURE_CLOSE' })
  log.error(gone)
  log.error(new Error('premature close'))
  log.child({ reqId: '1' }).error({ err: gone }, 'stream broke')
  log.error({ err: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }, 'stream broke')
  expect(lines.map((line) => JSON.parse(line)).map(({ level, msg }) => [level, msg])).toEqual([
    [20, 'the reader left'],
    [20, 'the reader left'],
    [20, 'the reader left'],
    [50, 'stream broke'],
  ])
})
