import { describe, expect, test } from 'vitest'
import { showWallet } from '#domain/wallet/contract'
import { branch } from '#test/world/reward'
import { publish, shopper } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import {
  listPackCodes,
  makePackCodes,
  MOST_WRONG,
  sayPaperBranch,
  usePackCode,
  voidPackCodes,
} from './contract/pack-code.ts'

async function shop(): Promise<TestWorld> {
  const w = await world()
  await publish(w, { earning: { points: 1, perMinor: 100, packCodes: { points: 20 } } })
  await branch(w, 'PAPER')
  await w.call(sayPaperBranch, { branchCode: 'PAPER', paper: true })
  return w
}

async function codes(w: TestWorld, more: object = {}) {
  const wish = { id: w.newId(), count: 3, ...more }
  const { text } = await w.ask(makePackCodes, wish)
  return { wish, list: text.replace('\uFEFF', '').trim().split('\r\n').slice(1) }
}

const using = (w: TestWorld, memberNumber: string, code: string | undefined, branchCode = 'PAPER') =>
  w.ask(usePackCode, { id: w.newId(), memberNumber, branchCode, code: code ?? '' })
const refused = async (reply: Promise<{ body: unknown }>) => ((await reply).body as { code: string }).code

describe('C24 codes on paper', () => {
  test('a code is taken at a counter without the system and nowhere else, once, whoever brings it', async () => {
    const w = await shop()
    const [a] = await Promise.all([shopper(w, 'A'), shopper(w, 'B')])
    const { list } = await codes(w)
    expect(await refused(using(w, 'A', list[0], 'S1'))).toBe('branch_has_system')
    expect((await using(w, 'A', list[0]?.toLowerCase().replaceAll('-', ' '))).body).toMatchObject({
      points: 20,
    })
    expect(await refused(using(w, 'A', list[0]))).toBe('pack_code_used')
    expect(await refused(using(w, 'B', list[0]))).toBe('pack_code_used')
    expect((await w.call(showWallet, { memberId: a.id })).pointsBalance).toBe(20)
    expect((await w.call(listPackCodes, {})).rows).toMatchObject([{ count: 3, used: 1 }])
  })

  test('two members who bring one code at the same moment: one of them gets the points', async () => {
    const w = await shop()
    await Promise.all(['A', 'B', 'C'].map((number) => shopper(w, number)))
    const { list } = await codes(w, { points: 50 })
    const replies = await Promise.all(['A', 'B', 'C'].map((number) => using(w, number, list[1])))
    expect(replies.map((one) => one.status).sort()).toEqual([200, 409, 409])
  })

  test('a retry is answered alike, and a counter that gets the system takes no more codes', async () => {
    const w = await shop()
    await shopper(w, 'A')
    const { list } = await codes(w)
    const wish = { id: w.newId(), memberNumber: 'A', branchCode: 'PAPER', code: list[0] ?? '' }
    await w.call(usePackCode, wish)
    await w.call(sayPaperBranch, { branchCode: 'PAPER', paper: false })
    expect(await w.call(usePackCode, wish)).toMatchObject({ points: 20, replayed: true })
    expect(await refused(using(w, 'A', list[1]))).toBe('branch_has_system')
  })

  test('codes are shown once, are 80 bits each, and no two are alike', async () => {
    const w = await shop()
    const { wish, list } = await codes(w, { count: 500 })
    expect(new Set(list).size).toBe(500)
    for (const code of list) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(await refused(w.ask(makePackCodes, wish))).toBe('pack_codes_shown_already')
    expect(await refused(w.ask(makePackCodes, { ...wish, count: 4 }))).toBe('pack_code_batch_id_reused')
  })

  test('void and outdated codes are refused', async () => {
    const w = await shop()
    await shopper(w, 'A')
    const [lost, old] = [await codes(w), await codes(w, { validTo: '2026-03-01' })]
    await w.call(voidPackCodes, { id: lost.wish.id, reason: '文件丢失' })
    expect(await refused(using(w, 'A', lost.list[0]))).toBe('pack_code_over')
    expect(await refused(using(w, 'A', old.list[0]))).toBe('pack_code_over')
  })

  test('whoever guesses is stopped for the hour, at this branch only; a good code is taken after it', async () => {
    const w = await shop()
    await shopper(w, 'A')
    await branch(w, 'OTHER')
    await w.call(sayPaperBranch, { branchCode: 'OTHER', paper: true })
    const { list } = await codes(w)
    const guesses = Array.from({ length: MOST_WRONG + 5 }, (_, n) => using(w, 'A', `WRONG${n}`))
    const said = await Promise.all(guesses.map(refused))
    expect(said.filter((one) => one === 'pack_code_unknown')).toHaveLength(MOST_WRONG)
    expect(said.filter((one) => one === 'pack_code_throttled')).toHaveLength(5)
    const wish = { id: w.newId(), memberNumber: 'A', branchCode: 'PAPER', code: list[0] ?? '' }
    expect(await refused(w.ask(usePackCode, wish))).toBe('pack_code_throttled')
    expect((await using(w, 'A', list[1], 'OTHER')).status).toBe(200)
    w.clock.set('2026-03-02T03:00:00.000Z')
    expect(await w.call(usePackCode, wish)).toMatchObject({ points: 20, replayed: false })
  })
})
