import { expect, test } from 'vitest'
import { world } from '#test/world/world'
import { publishProgram, showProgram } from './contract.ts'

const names = { nameZh: '洗车', nameEn: 'Wash' }
const base = { earning: { points: 1, perMinor: 100 } }

test.each([
  {
    document: {
      ...base,
      passes: [
        { code: 'W', ...names },
        { code: 'W', ...names },
      ],
    },
    field: 'passes.1.code',
  },
  {
    document: {
      ...base,
      topUps: [{ code: 'T', ...names, payMinor: 100, passes: [{ code: 'W', count: 1 }] }],
    },
    field: 'topUps.0.passes.0.code',
  },
  {
    document: {
      ...base,
      topUps: [{ code: 'T', ...names, payMinor: 100, coupons: [{ code: 'C', count: 1 }] }],
    },
    field: 'topUps.0.coupons.0.code',
  },
])(
  'a program that names $field twice or not at all is refused there, and nothing is published',
  async (of) => {
    const w = await world()
    const before = await w.call(showProgram, {})
    const reply = await w.ask(publishProgram, { id: w.newId(), document: of.document })
    expect(reply.status).toBe(422)
    expect(JSON.stringify(reply.body)).toContain(of.field)
    expect((await w.call(showProgram, {})).versions).toHaveLength(before.versions.length)
  },
)
