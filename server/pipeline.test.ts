import { expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint, on, type Route } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import { onEvents } from '#db/jobs'
import type { Work } from '#db/work'
import { listBranches } from '#domain/org/contract'
import { callerOf } from '#test/world/caller'
import { cookieOf, PASSWORD, world, type TestWorld } from '#test/world/world'
import { makeHost } from './http.ts'
import { routes } from './rooms.ts'

const words = (more: object) =>
  endpoint({
    name: 'probe',
    method: 'GET',
    path: '/probe',
    can: 'anyone',
    summary: 'For tests.',
    input: z.object({}),
    output: z.object({ a: z.int() }),
    refusals: [],
    ...more,
  })
const route = (more: object, command: (work: Work, wish: never) => Promise<unknown>): Route<Work> =>
  ({ endpoint: words(more), command }) as Route<Work>

test('problems are documents with a stable code, in the language of the caller', async () => {
  const w = await world()
  const zh = await w.post(
    '/branches',
    { id: 'x', code: '' },
    { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' },
  )
  expect(zh.status).toBe(422)
  expect(zh.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(zh.body).toMatchObject({ code: 'invalid', status: 422, title: '部分内容填写有误。' })
  const fields = zh.body['fields'] as { path: string; message: string }[]
  expect(fields.map(({ path }) => path).sort()).toEqual(['code', 'id', 'name'])
  expect(fields.every(({ message }) => /[\u4e00-\u9fff]/.test(message))).toBe(true)
  expect(zh.body['requestId']).toBe(zh.headers['x-request-id'])

  const en = await w.post('/branches', { id: 'x', code: '' }, { 'accept-language': 'en;q=0.9, zh;q=0.2' })
  expect(en.body).toMatchObject({ title: 'Some fields are not filled in correctly.' })
})

test.each([
  { what: 'nobody', ask: 'anonymous', path: '/staff', status: 401, code: 'sign_in_needed' },
  { what: 'a cashier', ask: 'cashier', path: '/staff', status: 403, code: 'not_allowed' },
  { what: 'the owner', ask: 'owner', path: '/nowhere', status: 404, code: 'not_found' },
] as const)('$what asking $path is told $code', async ({ ask, path, status, code }) => {
  const w = await world()
  const caller = ask === 'anonymous' ? w.anonymous : ask === 'cashier' ? await w.as('cashier') : w
  const reply = await caller.get(path)
  expect(reply.status).toBe(status)
  expect(reply.body).toMatchObject({ code, status })
})

test('a broken body and a foreign kind of body are told apart', async () => {
  const w = await world()
  const bad = (payload: string, type: string) =>
    w.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      payload,
      headers: { ...w.anonymous.headers, 'content-type': type },
    })
  const broken = await bad('{"login":', 'application/json')
  expect([broken.statusCode, broken.json().code]).toEqual([400, 'malformed'])
  const list = await bad('[]', 'application/json')
  expect([list.statusCode, list.json().code]).toEqual([400, 'malformed'])
  const form = await bad('login=owner', 'application/x-www-form-urlencoded')
  expect([form.statusCode, form.json().code]).toEqual([415, 'wrong_media_type'])
})

test('an endpoint that does not say who may call it cannot be mounted', async () => {
  const w = await world()
  for (const can of [undefined, '']) {
    const mounting = makeHost({
      world: w.world,
      routes: [route({ can }, async () => ({ a: 1 }))],
      secure: false,
      publicOrigin: null,
      limits: { perActor: 1, perAddress: 1, signIn: 1, atOnce: 1 },
      mostBytes: 1000,
      consoleFolder: null,
      version: 'test',
      behindProxy: false,
    })
    await expect(mounting).rejects.toThrow('says who may call')
  }
})

test('a question cannot write, even when its command tries', async () => {
  const w = await world({
    routes: [
      route({}, async (work) => {
        work.record({ kind: 'probe.happened', subjectId: null, body: {} })
        return { a: 1 }
      }),
    ],
  })
  expect((await w.get('/probe')).status).toBe(500)
})

test('nothing leaves that the contract does not declare', async () => {
  const w = await world({ routes: [route({}, async () => ({ a: 1, password: 'x' }))] })
  expect((await w.get('/probe')).body).toEqual({ a: 1 })
})

test('a refusal that is a fact to keep is answered and its work is committed', async () => {
  const kept = route({ method: 'POST' }, async (work) => {
    work.record({ kind: 'probe.refused', subjectId: null, body: {} })
    throw new Refusal('not_allowed', { kept: true })
  })
  const seen: string[] = []
  const reader = onEvents({ name: 'probe', kinds: ['probe.refused'], most: 10 }, async (_, events) => {
    seen.push(...events.map(({ kind }) => kind))
  })
  const w = await world({ routes: [kept], jobs: [reader] })
  expect((await w.post('/probe')).body).toMatchObject({ code: 'not_allowed' })
  await w.settle()
  expect(seen).toEqual(['probe.refused'])
})

test('lists and objects travel in a query as JSON text', async () => {
  const listed = on(
    words({ input: z.object({ of: z.array(z.object({ n: z.int() })), q: z.string() }) }) as never,
    (async (_: Work, wish: { of: { n: number }[]; q: string }) => ({
      a: wish.of.length + wish.q.length,
    })) as never,
  ) as Route<Work>
  const w = await world({ routes: [listed] })
  // A search that merely looks like a list stays text.
  expect((await w.get('/probe', { of: [{ n: 1 }, { n: 2 }], q: '[1]' })).body).toEqual({ a: 5 })
})

test('a file is sent as a download under its own name, and can be longer than memory likes', async () => {
  async function* rows() {
    for (let n = 0; n < 3; n++) yield `row ${n}\n`
  }
  const file = route({ reply: 'file' }, async () => ({
    name: '会员 1.csv',
    type: 'text/csv',
    content: rows(),
  }))
  const w = await world({ routes: [file] })
  const reply = await w.get('/probe')
  expect(reply.text).toBe('row 0\nrow 1\nrow 2\n')
  expect(reply.headers['content-disposition']).toContain(
    `filename*=UTF-8''${encodeURIComponent('会员 1.csv')}`,
  )
  expect(reply.headers['x-content-type-options']).toBe('nosniff')
})

test('bytes arrive as they were sent, beside the fields of the query', async () => {
  const input = z.object({ no: z.coerce.number(), bytes: z.instanceof(Uint8Array) })
  const upload = route({ method: 'PUT', path: '/probe/:no', body: 'bytes', input }, (async (
    _: Work,
    wish: z.output<typeof input>,
  ) => ({ a: wish.bytes.length * 100 + wish.no })) as never)
  const w = await world({ routes: [upload] })
  expect((await w.put('/probe/7', new Uint8Array([0, 255, 10]))).body).toEqual({ a: 307 })
})

test('a change that another site asks for by our cookie is refused', async () => {
  const w = await world()
  const foreign = [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'http://localhost:9999', 'sec-fetch-site': 'same-site' },
    { origin: 'null', 'sec-fetch-site': 'same-origin' },
    { origin: 'http://localhost.evil.example', 'sec-fetch-site': 'same-origin' },
  ]
  for (const headers of foreign) {
    const reply = await w.post('/branches', { id: w.newId(), code: 'S2', name: 'Two' }, headers)
    expect([headers, reply.status, reply.body['code']]).toEqual([headers, 403, 'cross_site'])
  }
  const { cookie } = w.headers
  const silent = await w.app.inject({
    method: 'DELETE',
    url: '/api/v1/sessions/current',
    headers: { cookie },
  })
  expect(silent.json().code).toBe('cross_site')
  expect((await w.call(listBranches, {})).rows).toHaveLength(1)
})

test('the session cookie is for this host alone and out of reach of scripts', async () => {
  const w = await world()
  const plain = await w.anonymous.post('/sessions', { login: 'owner', password: PASSWORD })
  expect(String(plain.headers['set-cookie'])).toMatch(
    /^zhiji_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
  )
  const secure = await makeHost({
    world: w.world,
    routes: routes,
    secure: true,
    publicOrigin: 'https://shop.example',
    limits: { perActor: 99, perAddress: 99, signIn: 99, atOnce: 99 },
    mostBytes: 1000,
    consoleFolder: null,
    version: 'test',
    behindProxy: false,
  })
  const shop = callerOf(secure, { host: 'shop.example', origin: 'https://shop.example' })
  const reply = await shop.post('/sessions', { login: 'owner', password: PASSWORD })
  expect(String(reply.headers['set-cookie'])).toMatch(
    /^__Host-zhiji_session=[\w-]{43}; .*HttpOnly; Secure; SameSite=Strict$/,
  )
  expect(reply.headers['strict-transport-security']).toBeDefined()
  await secure.close()
})

test('a token planted before signing in is worth nothing after it', async () => {
  const w = await world()
  const planted = cookieOf(await w.anonymous.post('/sessions', { login: 'owner', password: PASSWORD }))
  const again = await w.anonymous.post('/sessions', { login: 'owner', password: PASSWORD }, planted)
  expect(cookieOf(again).cookie).not.toBe(planted.cookie)
  expect((await w.anonymous.get('/me', {}, planted)).status).toBe(401)
  expect((await w.anonymous.get('/me', {}, cookieOf(again))).status).toBe(200)
})

test('too many sign-ins from one address in a minute are held back', async () => {
  const w = await world({ signInLimit: 3 })
  const tries = []
  for (let n = 0; n < 4; n++)
    tries.push(await w.anonymous.post('/sessions', { login: `x${n}`, password: 'y' }))
  expect(tries.map((r) => r.body['code'])).toEqual([
    'sign_in_wrong',
    'sign_in_wrong',
    'sign_in_wrong',
    'too_many_requests',
  ])
  expect(Number(tries.at(-1)?.headers['retry-after'])).toBeGreaterThan(0)
})

test('health says whether the database answers', async () => {
  const w = await world()
  const up = await w.app.inject('/healthz')
  expect(up.json()).toEqual({ ok: true, version: 'test' })
})

test('pages may run our own scripts only', async () => {
  const w = await world()
  const policy = String((await w.get('/chain')).headers['content-security-policy'])
  // WebAssembly to read barcodes; no inline script, no eval, nobody else's script.
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("default-src 'self'")
})

test('every reply is guarded alike, whether it is the first one or a refusal', async () => {
  const w = await world()
  const app = await small(w, [], {})
  const guards = async (path: string) => {
    const { headers } = await app.inject(path)
    const names = Object.keys(headers).filter((name) =>
      /^(content-security|cross-origin|referrer|x-)/.test(name),
    )
    return names
      .filter((name) => !/^x-(request-id|ratelimit)/.test(name))
      .map((name) => `${name}: ${String(headers[name])}`)
      .toSorted()
  }
  const first = await guards('/healthz')
  for (const name of ['content-security-policy', 'referrer-policy', 'x-content-type-options'])
    expect(first.filter((line) => line.startsWith(`${name}: `))).toHaveLength(1)
  for (const path of ['/healthz', '/api/v1/chain', '/api/v1/nowhere'])
    expect(await guards(path)).toEqual(first)
  await app.close()
})

const limits = { perActor: 99, perAddress: 99, signIn: 99, atOnce: 99 }
const small = (w: TestWorld, more: Route<Work>[], narrow: Partial<typeof limits>) =>
  makeHost({
    world: w.world,
    routes: [...routes, ...more],
    secure: false,
    publicOrigin: null,
    limits: { ...limits, ...narrow },
    mostBytes: 1000,
    consoleFolder: null,
    version: 'test',
    behindProxy: false,
  })

test('above what it can do at once the host says so at once, and is itself again when the rush is over', async () => {
  const w = await world()
  let letGo = () => {}
  const held = new Promise<void>((go) => (letGo = go))
  let begun = () => {}
  const busy = new Promise<void>((go) => (begun = go))
  const slow = route({}, async () => {
    begun()
    await held
    return { a: 1 }
  })
  const app = await small(w, [slow], { atOnce: 1 })
  const caller = callerOf(app, {})
  const first = caller.get('/probe')
  await busy
  const shed = await caller.get('/chain')
  expect([shed.status, shed.body['code'], shed.headers['retry-after']]).toEqual([503, 'try_later', '2'])
  letGo()
  expect((await first).status).toBe(200)
  expect((await caller.get('/chain')).status).toBe(200)
  await app.close()
})

test('a person has one allowance over all endpoints, and others are not held back by it', async () => {
  const w = await world()
  const cashier = await w.as('cashier')
  const app = await small(w, [], { perActor: 3 })
  const [owner, other] = [callerOf(app, w.headers), callerOf(app, cashier.headers)]
  const paths = ['/me', '/staff', '/branches', '/me', '/keys']
  const statuses = []
  for (const path of paths) statuses.push((await owner.get(path)).status)
  expect(statuses).toEqual([200, 200, 200, 429, 429])
  expect((await other.get('/me')).status).toBe(200)
  await app.close()
})

test('a body of a stranger is not even read', async () => {
  const w = await world()
  const app = await small(w, [], {})
  const reply = await callerOf(app, {}).post('/staff', { name: 'x'.repeat(5000) })
  expect([reply.status, reply.body['code']]).toEqual([401, 'sign_in_needed'])
  const owner = await callerOf(app, w.headers).post('/staff', { name: 'x'.repeat(5000) })
  expect([owner.status, owner.body['code']]).toEqual([413, 'too_large'])
  await app.close()
})
