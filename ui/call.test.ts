import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { address, call, introduceCaller, isProblem, query } from './call.ts'

const show = endpoint({
  name: 'showThing',
  method: 'GET',
  path: '/things/:id',
  can: 'thing.read',
  summary: 'A thing.',
  input: z.object({
    id: z.string(),
    q: z.string().default(''),
    filters: z.array(z.object({ field: z.string() })).default([]),
  }),
  output: z.object({ id: z.string() }),
  refusals: [],
})
const change = endpoint({ ...show, name: 'changeThing', method: 'PUT' })
const send = endpoint({
  ...show,
  name: 'sendThing',
  method: 'POST',
  body: 'bytes',
  input: z.object({ id: z.string(), no: z.int(), bytes: z.unknown() }),
})

function host(status: number, body: unknown, type = 'application/json'): { asked: Request[] } {
  const asked: Request[] = []
  vi.stubGlobal('location', { origin: 'http://shop.test' })
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(request)
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'content-type': type } }))
  })
  return { asked }
}

afterEach(() => vi.unstubAllGlobals())

test('path parts leave the input and are escaped', () => {
  expect(address(show, { id: 'a/b', q: 'x' })).toEqual({ path: '/api/v1/things/a%2Fb', rest: { q: 'x' } })
})

test('lists and objects travel in a query as JSON text; what is absent does not travel', () => {
  expect(
    query({ q: '', gone: undefined, none: null, zero: 0, no: false, filters: [{ field: 'name' }] }),
  ).toBe('?zero=0&no=false&filters=%5B%7B%22field%22%3A%22name%22%7D%5D')
  expect(query({ q: '' })).toBe('')
})

test('a question goes as a query in the language of the reader', async () => {
  introduceCaller({ language: () => 'zh-CN', signedOut: () => {} })
  const { asked } = host(200, { id: '1' })
  expect(await call(show, { id: '1', q: '王' })).toEqual({ id: '1' })
  expect(asked[0]?.url).toBe('http://shop.test/api/v1/things/1?q=%E7%8E%8B')
  expect(asked[0]?.headers.get('accept-language')).toBe('zh-CN')
})

test('a change goes as JSON without the parts that are in the path', async () => {
  const { asked } = host(200, { id: '1' })
  await call(change, { id: '1', q: 'x' })
  expect(asked[0]?.method).toBe('PUT')
  expect(asked[0]?.headers.get('content-type')).toBe('application/json')
  expect(await asked[0]?.json()).toEqual({ q: 'x' })
})

test('bytes go as they are, with the other fields in the query', async () => {
  const { asked } = host(200, { id: '1' })
  await call(send, { id: '1', no: 3, bytes: new Uint8Array([1, 2, 255]) })
  expect(asked[0]?.url).toBe('http://shop.test/api/v1/things/1?no=3')
  expect(new Uint8Array((await asked[0]?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(
    new Uint8Array([1, 2, 255]),
  )
})

test('a refusal arrives with its code, title and fields', async () => {
  host(
    409,
    { code: 'number_taken', title: '号码已被使用', fields: [{ path: 'number', message: '已存在' }] },
    'application/problem+json',
  )
  const trouble: unknown = await call(show, { id: '1' }).catch((e: unknown) => e)
  expect(isProblem(trouble) && trouble.problem).toMatchObject({
    status: 409,
    code: 'number_taken',
    title: '号码已被使用',
    fields: [{ path: 'number', message: '已存在' }],
  })
})

test('a session that has ended leads to the sign-in page, but a wrong password there does not', async () => {
  const signedOut = vi.fn()
  introduceCaller({ language: () => 'en', signedOut })
  host(401, { code: 'signed_out' }, 'application/problem+json')
  await call(endpoint({ ...show, can: 'anyone' }), { id: '1' }).catch(() => {})
  expect(signedOut).toHaveBeenCalledTimes(0)
  await call(show, { id: '1' }).catch(() => {})
  expect(signedOut).toHaveBeenCalledTimes(1)
})

test('a host that does not answer is a problem too, not a crash', async () => {
  host(200, {})
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')))
  const trouble: unknown = await call(show, { id: '1' }).catch((e: unknown) => e)
  expect(isProblem(trouble) && trouble.problem.code).toBe('unreachable')
})

test('an answer of another kind than JSON is still a problem with its status', async () => {
  host(502, 'bad gateway', 'text/html')
  const trouble: unknown = await call(show, { id: '1' }).catch((e: unknown) => e)
  expect(isProblem(trouble) && trouble.problem).toMatchObject({ status: 502, code: 'unexpected' })
})
