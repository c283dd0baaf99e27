import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filledIn, template, templates } from '#test/world/programs'
import { world, type TestWorld } from '#test/world/world'
import {
  checkProgram,
  programSchema,
  programTemplates,
  programText,
  publishProgram,
  readProgramText,
} from './contract.ts'
import { documentSchema } from './model/json-schema.ts'

let w: TestWorld
beforeAll(async () => {
  w = await world({ closing: 'by hand' })
})
afterAll(() => w.close())

test('templates are served with their blanks', async () => {
  const { rows } = await w.call(programTemplates, {})
  expect(rows.map((one) => one.code)).toEqual(templates.map((one) => one.code))
  const clubcard = rows.find((one) => one.code === 'clubcard')
  expect(clubcard?.program['periodReward']).toMatchObject({ bps: 100, every: null })
})

test('a draft with blanks is told what to fill in, and is not published', async () => {
  const { program } = template('longliqi-family-club')
  const { findings } = await w.call(checkProgram, { document: program })
  expect(findings).toHaveLength(6)
  expect(findings[0]).toMatchObject({
    level: 'must',
    code: 'fill_in',
    words: { zh: '请填写', en: 'fill this in' },
  })
  const reply = await w.ask(publishProgram, { id: w.newId(), document: program as never })
  expect(reply.status).toBe(422)
  expect(JSON.stringify(reply.body)).toContain('tiers.list.1.ways.0.least')
})

test('what contradicts itself is refused with its path, and published once put right', async () => {
  const values = { 'joining.since': '2026-01-01', 'earning.points': 1, 'joining.ways.1.leastMinor': 10000 }
  const tiers = (of: readonly number[]) =>
    Object.fromEntries(of.map((least, at) => [`tiers.list.${at + 1}.ways.0.least`, least]))
  const { program } = template('longliqi-family-club')
  const wrong = filledIn(program, { ...values, ...tiers([50000, 50000, 500000]) })
  const reply = await w.ask(publishProgram, { id: w.newId(), document: wrong as never })
  expect(reply.status).toBe(422)
  expect(JSON.stringify(reply.body)).toContain('tiers.list.2.ways.0.least')
  const right = filledIn(program, { ...values, ...tiers([50000, 200000, 500000]) })
  const { version } = await w.call(publishProgram, { id: w.newId(), document: right as never })
  const told = await w.call(programText, { language: 'en' })
  expect(told.version).toBe(version)
  expect(told.sentences).toContainEqual({ part: 'tiers', text: 'VIP: for 500 yuan spent.' })
  expect(told.sentences).toContainEqual({ part: 'earning', text: '1 yuan = 1 point.' })
})

test('warnings do not keep a program from going live, and take the baskets of the shop', async () => {
  const document = template('three-tiers-birthday').program
  const { findings } = await w.call(checkProgram, { document, basketsMinor: [1000] })
  expect(findings.map((one) => [one.level, one.code])).toEqual([
    ['warn', 'tiers_do_not_differ'],
    ['warn', 'tiers_do_not_differ'],
  ])
  expect(findings[1]?.words.zh).toBe(
    '消费 ¥10.00 时，“银卡会员”付 ¥9.50，“金卡会员”付 ¥9.00，会员感觉不到差别',
  )
  await w.call(publishProgram, { id: w.newId(), document: document as never })
})

test('a file is read with the line of what is wrong', async () => {
  const text =
    'name: { zh: 甲, en: A }\nprogram:\n  earning:\n    points: 1\n    perMinor: 100\n    regularPriseOnly: true\n'
  const read = await w.call(readProgramText, { text })
  expect(read).toMatchObject({ name: { zh: '甲', en: 'A' }, program: { earning: { points: 1 } } })
  const slip = read.findings.find((one) => one.code === 'unknown_key')
  expect(slip).toMatchObject({ line: 6, column: 5, path: ['earning', 'regularPriseOnly'] })
  expect(slip?.words.en).toContain('did you mean “regularPriceOnly”')
  expect(await w.call(readProgramText, { text: '[' })).toMatchObject({
    program: null,
    findings: [{ code: 'not_yaml' }],
  })
})

test('reading, checking and describing write nothing and are open to those who read programs', async () => {
  const clerk = await w.as('cashier')
  expect((await clerk.ask(programTemplates, {})).status).toBe(200)
  expect((await w.anonymous.ask(checkProgram, { document: {} })).status).toBe(401)
})

test('the published JSON Schema is the one in docs, and says what a document may hold', async () => {
  const { schema } = await w.call(programSchema, {})
  // `npm run schema` writes it anew.
  expect(JSON.parse(await readFile('docs/program.schema.json', 'utf8'))).toEqual(documentSchema())
  expect(schema).toEqual(documentSchema())
  expect(schema).toMatchObject({ type: 'object', required: ['earning'], additionalProperties: false })
})
