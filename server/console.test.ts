import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { world } from '#test/world/world'
import { makeHost } from './http.ts'

/** A till beside it, as the build lays it out. */
async function builtTill(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiji-till-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>收银台</title>')
  await writeFile(join(folder, 'sw.js'), 'self.skipWaiting')
  await writeFile(join(folder, 'assets/till-1a2b.js'), 'export const till = 1')
  return folder
}

async function built(tillFolder: string | null = null) {
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
    tillFolder,
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

test('the till is served below the console, its worker fresh and for the till alone', async () => {
  const app = await built(await builtTill())
  const html = { accept: 'text/html' }
  for (const url of ['/till/', '/till/index.html', '/till/nowhere']) {
    const page = await app.inject({ url, headers: html })
    expect([url, page.statusCode, page.body.includes('收银台')]).toEqual([url, 200, true])
  }
  // A link checker, a proxy or a script that says nothing of pages means the page all the same.
  for (const accept of ['*/*', 'application/json', ''])
    for (const url of ['/till/', '/till/?from=install', '/'])
      expect([url, accept, (await app.inject({ url, headers: { accept } })).statusCode]).toEqual([
        url,
        accept,
        200,
      ])
  expect((await app.inject({ url: '/till/nowhere', headers: { accept: '*/*' } })).statusCode).toBe(404)
  for (const url of ['/', '/tills', '/members/till/'])
    expect((await app.inject({ url, headers: html })).body).toContain('知己')
  const worker = await app.inject('/till/sw.js')
  expect([worker.statusCode, worker.headers['cache-control']]).toEqual([200, 'no-cache'])
  expect(worker.headers['content-type']).toContain('javascript')
  // Without this header a worker reaches as far as its own folder, which is the till and not the console.
  expect(worker.headers['service-worker-allowed']).toBeUndefined()
  expect((await app.inject('/till/assets/till-1a2b.js')).headers['cache-control']).toContain('immutable')
  expect((await app.inject('/assets/till-1a2b.js')).statusCode).toBe(404)
  expect((await app.inject({ url: '/till/api/v1/nowhere' })).statusCode).toBe(404)
})

test('pages may read barcodes by WebAssembly and start their own worker, and run no text as a script', async () => {
  const app = await built(await builtTill())
  const policy = String((await app.inject('/till/')).headers['content-security-policy'])
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';")
  expect(policy).toContain("worker-src 'self'")
  expect(policy).not.toContain("'unsafe-eval'")
})
