import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { world } from '#test/world/world'
import { makeHost } from './http.ts'

async function built() {
  const folder = await mkdtemp(join(tmpdir(), 'zhiji-console-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>知己</title>')
  await writeFile(join(folder, 'assets/app-1a2b.js'), 'export const app = 1')
  const w = await world()
  const app = await makeHost({
    world: w.world,
    routes: [],
    secure: false,
    publicOrigin: null,
    limits: { perActor: 99, perAddress: 99, signIn: 99, atOnce: 99 },
    mostBytes: 1000,
    consoleFolder: folder,
    version: 'test',
    behindProxy: false,
  })
  onTestFinished(() => app.close())
  return app
}

test('any page of the console opens from its address, and the API never answers with a page', async () => {
  const app = await built()
  const html = { accept: 'text/html' }
  for (const url of ['/', '/members/42', '/insight?cell=5-5']) {
    const page = await app.inject({ url, headers: html })
    expect([url, page.statusCode, page.body.includes('知己')]).toEqual([url, 200, true])
    expect(page.headers['cache-control']).toBe('no-cache')
  }
  const missing = await app.inject({ url: '/api/v1/nowhere', headers: html })
  expect([missing.statusCode, missing.json().code]).toEqual([404, 'not_found'])
})

test('built assets are kept for ever, and a missing one is not a page', async () => {
  const app = await built()
  const asset = await app.inject('/assets/app-1a2b.js')
  expect([asset.statusCode, asset.headers['cache-control']]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ])
  expect((await app.inject('/assets/gone.js')).statusCode).toBe(404)
  expect((await app.inject('/../package.json')).statusCode).toBe(404)
})
