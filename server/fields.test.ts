import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { addProduct } from '#domain/goods/contract'
import { recordSale } from '#domain/sale/contract'
import { world } from '#test/world/world'
import { fieldTexts } from './refusals/fields.ts'

test('every word that a contract has for a wrong field has its text in both languages', async () => {
  const files = (await readdir('domain', { recursive: true })).filter((name) => name.endsWith('.ts'))
  const words = new Set<string>()
  for (const name of files) {
    const text = await readFile(`domain/${name}`, 'utf8')
    for (const [, word = ''] of text.matchAll(/\berror: '([a-z]+_[a-z_]+)'/g)) words.add(word)
  }
  expect(words.size).toBeGreaterThan(5)
  expect([...words].filter((word) => fieldTexts[word] === undefined)).toEqual([])
})

test('a wrong field is told in the language of the caller', async () => {
  const w = await world()
  const wish = { id: w.newId(), branchCode: 'S1', happenedAt: w.clock.now(), lines: [] }
  const { status, body } = await w.ask(recordSale, wish)
  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid', fields: [{ path: 'lines' }] })
  expect(['at least one line', '至少一个商品行']).toContain(
    (body as unknown as { fields: { message: string }[] }).fields[0]?.message,
  )
})

test.each(['\u0000', 'a\uD800b'])(
  'a text that the database cannot keep is told at its field: %j',
  async (text) => {
    const w = await world()
    const { status, body } = await w.ask(addProduct, { id: w.newId(), code: 'A', name: `x${text}` })
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'invalid', fields: [{ path: 'name' }] })
  },
)
