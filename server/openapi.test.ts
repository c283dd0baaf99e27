import { expect, test } from 'vitest'
import { world } from '#test/world/world'
import { routes } from './rooms.ts'

type Operation = {
  operationId: string
  security: Record<string, string[]>[]
  responses: Record<string, { description: string; content?: Record<string, unknown> }>
  parameters?: { name: string; in: string; required: boolean }[]
}
type Description = { openapi: string; paths: Record<string, Record<string, Operation>> }

test('the description is served, names every endpoint, its rights and its refusals, and only those', async () => {
  const w = await world()
  const reply = await w.anonymous.get<Description>('/openapi.json')
  expect(reply.body.openapi).toBe('3.1.0')
  const operations = Object.values(reply.body.paths).flatMap((path) => Object.values(path))
  expect(operations.map((one) => one.operationId).sort()).toEqual(
    routes.map(({ endpoint }) => endpoint.name).sort(),
  )
  for (const { endpoint } of routes) {
    const found = operations.find((one) => one.operationId === endpoint.name)
    const scopes = found?.security.flatMap((one) => one['key'] ?? []) ?? []
    const open = endpoint.can === 'anyone' || endpoint.can === 'signed-in'
    expect([endpoint.name, scopes]).toEqual([endpoint.name, open ? [] : [endpoint.can]])
    const words = Object.values(found?.responses ?? {}).map(({ description }) => description)
    for (const code of endpoint.refusals) expect(words.join('\n')).toContain(`\`${code}\``)
  }
})

test('path parts are parameters, and what the host fills in is not asked for', async () => {
  const w = await world()
  const { paths } = (await w.anonymous.get<Description>('/openapi.json')).body
  expect(paths['/branches/{id}']?.['put']?.parameters).toEqual([
    expect.objectContaining({ name: 'id', in: 'path', required: true }),
  ])
  expect(JSON.stringify(paths['/sessions'])).not.toContain('caller')
})

test('every reference of the description points at something in it', async () => {
  const w = await world()
  const reply = await w.anonymous.get<Record<string, unknown>>('/openapi.json')
  const references = [...reply.text.matchAll(/"\$ref":"#([^"]+)"/g)].map((match) => match[1] ?? '')
  expect(references.length).toBeGreaterThan(0)
  const missing = references.filter((reference) => {
    let at: unknown = reply.body
    for (const part of reference.split('/').slice(1)) at = (at as Record<string, unknown> | undefined)?.[part]
    return at === undefined
  })
  expect(missing).toEqual([])
})

test('the pages that show it ask no other host for anything', async () => {
  const w = await world()
  const page = await w.app.inject({ url: '/api/docs/', headers: { accept: 'text/html' } })
  expect(page.statusCode).toBe(200)
  const described = await w.app.inject('/api/docs/json')
  expect(described.json()).toEqual((await w.anonymous.get<Description>('/openapi.json')).body)
  const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '')
  expect(sources.length).toBeGreaterThan(2)
  expect(sources.filter((source) => /^(https?:)?\/\//.test(source))).toEqual([])
  for (const source of sources) {
    const asset = await w.app.inject(new URL(source, 'http://localhost/api/docs/').pathname)
    expect([source, asset.statusCode]).toEqual([source, 200])
  }
  expect(String(page.headers['content-security-policy'])).not.toMatch(/https?:/)
})

test('the type of a problem leads to its words in both languages', async () => {
  const w = await world()
  const problem = (await w.anonymous.get('/staff')).body
  const page = await w.app.inject(String(problem['type']))
  expect(page.json()).toEqual({
    code: 'sign_in_needed',
    status: 401,
    en: 'Please sign in.',
    zh: '请先登录。',
  })
  expect((await w.app.inject('/api/v1/problems/toString')).statusCode).toBe(404)
})
