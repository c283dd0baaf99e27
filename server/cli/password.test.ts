import { afterEach, expect, test, vi } from 'vitest'
import { signIn } from '#domain/org/contract'
import { world } from '#test/world/world'
import { run } from './password.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('an owner who forgot the password gets a new one at the machine, and old sessions end', async () => {
  const w = await world()
  vi.stubEnv('DATABASE_URL', w.url)
  const said: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  const me = await w.get<{ login: string }>('/me')

  expect(await run([me.body.login, '--json'])).toBe(0)
  const { password } = JSON.parse(said.at(-1) ?? '') as { password: string }
  // Another process did it: this one asks who somebody is anew after a second (S5).
  w.clock.advance(1_000)
  expect((await w.get('/me')).status).toBe(401)
  expect((await w.anonymous.ask(signIn, { login: me.body.login, password })).status).toBe(200)
  expect(await run(['nobody'])).toBe(1)
  expect(await run([])).toBe(2)
})
