import { expect, test } from 'vitest'
import { Refusal } from '#base/refusal'
import { world } from '#test/world/world'
import { together } from './together.ts'
import { house } from './work.ts'

const fulfilled = (value: number): PromiseFulfilledResult<number> => ({ status: 'fulfilled', value })

/** A command that writes down how many wishes each of its works carried out, and waits for a sign before it ends. */
function watched() {
  const sizes: number[] = []
  const gates: (() => void)[] = []
  const many = async (_work: unknown, asked: readonly { wish: number }[]) => {
    sizes.push(asked.length)
    await new Promise<void>((go) => gates.push(go))
    return asked.map(({ wish }) => fulfilled(wish * 10))
  }
  return { sizes, many, open: () => gates.splice(0).forEach((go) => go()) }
}

/** Opens the gates whenever works wait at them, until all is answered. */
async function settle<T>(open: () => void, answers: Promise<T>): Promise<T> {
  const state = { done: false }
  void answers.finally(() => (state.done = true)).catch(() => undefined)
  while (!state.done) {
    open()
    await new Promise((go) => setImmediate(go))
  }
  return answers
}

test('an idle lane starts at once; whoever comes while all are busy goes together in the next commit', async () => {
  const w = await world()
  const { sizes, many, open } = watched()
  const ask = together(w.world, many, { lanes: 1 })
  const first = ask(house, 1)
  while (sizes.length === 0) await new Promise((go) => setImmediate(go))
  expect(sizes).toEqual([1])
  const others = [2, 3, 4].map((wish) => ask(house, wish))
  expect(await settle(open, Promise.all([first, ...others]))).toEqual([10, 20, 30, 40])
  expect(sizes).toEqual([1, 3])
})

test('no commit is larger than the most, and two lanes share what waits evenly', async () => {
  const w = await world()
  const { sizes, many, open } = watched()
  const ask = together(w.world, many, { most: 4, lanes: 2 })
  const all = Array.from({ length: 14 }, (_, wish) => ask(house, wish))
  expect(await settle(open, Promise.all(all))).toEqual(Array.from({ length: 14 }, (_, wish) => wish * 10))
  expect(Math.max(...sizes)).toBe(4)
  expect(sizes.slice(0, 2)).toEqual([4, 4])
  expect(sizes.reduce((a, b) => a + b, 0)).toBe(14)
})

test('a wish that breaks the whole commit fails alone, and the rest is carried out', async () => {
  const w = await world()
  let works = 0
  const many = async (_work: unknown, asked: readonly { wish: number }[]) => {
    works += 1
    if (asked.some(({ wish }) => wish === 13)) throw new Error('our bug')
    return asked.map(({ wish }) => fulfilled(wish))
  }
  const ask = together(w.world, many, { lanes: 1 })
  const answers = await Promise.allSettled([11, 12, 13, 14, 15].map((wish) => ask(house, wish)))
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
    11,
    12,
    'failed',
    14,
    15,
  ])
  expect(works).toBeGreaterThan(1)
})

test('a refusal of one is its own answer; a refusal of the work is everybody’s; nobody is left waiting', async () => {
  const w = await world()
  const no = (code: string): PromiseRejectedResult => ({ status: 'rejected', reason: new Refusal(code) })
  const some = together(
    w.world,
    async (_work: unknown, asked: readonly { wish: number }[]) =>
      asked.map(({ wish }) => (wish % 2 === 0 ? fulfilled(wish) : no('odd'))),
    { lanes: 1 },
  )
  const answers = await Promise.allSettled([1, 2, 3].map((wish) => some(house, wish)))
  expect(answers.map((one) => one.status)).toEqual(['rejected', 'fulfilled', 'rejected'])

  const nobody = together(
    w.world,
    async () => {
      throw new Refusal('try_later')
    },
    { lanes: 1 },
  )
  const refused = await Promise.allSettled([1, 2].map((wish) => nobody(house, wish)))
  expect(refused.map((one) => (one.status === 'rejected' ? (one.reason as Refusal).code : ''))).toEqual([
    'try_later',
    'try_later',
  ])
})
