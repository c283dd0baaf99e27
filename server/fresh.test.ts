import { expect, test } from 'vitest'
import { enrolMember } from '#domain/member/contract'
import { world } from '#test/world/world'
import { routes } from './rooms.ts'

const questions = routes.map((route) => route.endpoint).filter(({ method }) => method === 'GET')
const today = '2026-07-01'
/** Words that questions ask for; each takes what its contract knows of. */
const words = { from: today, to: today, on: today, at: today, day: today, year: 2026, month: '2026-07' }

test('a house that has sold nothing yet answers every question without a fault of ours', async () => {
  const w = await world({ at: `${today}T02:00:00.000Z` })
  const { id } = await w.call(enrolMember, { id: w.newId(), name: '钟子期', source: 'terminal' })
  const told: Record<string, number> = {}
  for (const { name, path } of questions) {
    const at = path.replaceAll(/:\w+/g, id)
    told[name] = (await w.get(at, words)).status
  }
  expect(Object.entries(told).filter(([, status]) => status >= 500)).toEqual([])
  // Most of them understood what they were asked, or the walk would show nothing.
  const answered = Object.values(told).filter((status) => status === 200 || status === 404)
  expect(answered.length).toBeGreaterThan(questions.length * 0.8)
})
