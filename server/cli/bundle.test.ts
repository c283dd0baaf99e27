import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { listSales } from '#domain/sale/contract'
import { readHeader } from '#domain/device/model/bundle'
import { product, publish } from '#test/world/shop'
import { ring, stick, till } from '#test/world/till'
import { world, type TestWorld } from '#test/world/world'
import { runBundle } from './bundle.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiji-bundle-'))
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

async function zhiji(w: TestWorld, args: string[], lang = 'C') {
  vi.stubEnv('DATABASE_URL', w.url)
  vi.stubEnv('LC_ALL', lang)
  const said = { out: '', err: '' }
  const code = await runBundle(args, {
    out: { write: (text: string) => (said.out += text) },
    err: { write: (text: string) => (said.err += text) },
  })
  return { code, ...said }
}

test('a stick is looked into without a database and brought in once, with an answer to take back', async () => {
  const w = await world()
  await publish(w)
  await product(w, 'P', 80_00)
  const t = await till(w)
  ring(w, t)
  ring(w, t)
  const file = join(folder, 'whatever-name')
  await writeFile(file, await stick(w, t))

  const seen = await zhiji(w, ['inspect', file, '--json'])
  expect(seen.code).toBe(0)
  expect(JSON.parse(seen.out)).toMatchObject({
    device: t.id,
    epoch: 1,
    from: 1,
    to: 2,
    totals: { minor: 160_00 },
  })
  expect((await zhiji(w, ['inspect', file], 'zh_CN.UTF-8')).out).toContain('记录数: 2\n')

  const back = join(folder, 'back')
  const told = await zhiji(w, ['import', file, '--answer', back])
  expect([told.code, told.out]).toEqual([
    0,
    `${t.name}: numbers 1–2, applied 2, duplicates 0, put aside 0, waiting 0.\n`,
  ])
  expect(readHeader(await readFile(back))).toMatchObject({ t: 'answer', to: 2, sealedTo: t.keys.sealPublic })
  expect(JSON.parse((await zhiji(w, ['import', file, '--json'])).out)).toMatchObject({
    applied: 2,
    state: 'done',
  })
  expect((await w.call(listSales, {})).total).toBe(2)

  const torn = join(folder, 'torn')
  await writeFile(torn, (await readFile(file)).subarray(0, 500))
  expect(await zhiji(w, ['import', torn])).toMatchObject({
    code: 1,
    err: 'This is no file of a till, or a part of it is missing.\n',
  })
  expect((await zhiji(w, ['import', join(folder, 'nothing')])).code).toBe(2)
  expect((await zhiji(w, ['inspect'])).code).toBe(2)
  expect((await zhiji(w, ['import', file, '--nonsense'])).code).toBe(2)
  expect((await zhiji(w, ['--help'])).out).toContain('zhiji bundle inspect FILE')
})
