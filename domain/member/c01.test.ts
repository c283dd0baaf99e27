import { describe, expect, test } from 'vitest'
import { world } from '#test/world/world'
import { enrolMember, keepSeries, listSeries } from './contract.ts'

describe('C01 unique numbers with a regional prefix', () => {
  test('two members of Anhui: AH and nine characters, unique and consecutive; a duplicate is refused', async () => {
    const w = await world()
    const enrol = (prefix: string) =>
      w.call(enrolMember, { id: w.newId(), source: 'terminal', prefix, branchId: w.branchId })
    const both = [await enrol('AH'), await enrol('AH')]
    for (const { number } of both) expect(number).toMatch(/^AH.{9}$/)
    const [first, second] = both.map(({ number }) => Number(number.slice(2)))
    expect(second).toBe((first ?? 0) + 1)
    const twin = { id: w.newId(), source: 'terminal' as const, number: both[0]?.number ?? '' }
    expect((await w.ask(enrolMember, twin)).body).toMatchObject({ code: 'number_taken' })
  })

  test('a plain sequential serial: 隆力奇 numbers its cards without a prefix, as wide as it likes', async () => {
    const w = await world()
    await w.call(keepSeries, { prefix: '', width: 6 })
    const numbers = []
    for (let at = 0; at < 3; at++)
      numbers.push((await w.call(enrolMember, { id: w.newId(), source: 'terminal' })).number)
    expect(numbers).toEqual(['000001', '000002', '000003'])
    expect((await w.call(listSeries, {})).rows).toEqual([{ prefix: '', width: 6, next: 4 }])
  })
})
