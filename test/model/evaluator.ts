import fc from 'fast-check'
import { bestCoupons } from '#domain/program/model/best'
import { explain } from '#domain/program/model/explain'
import { saidOf } from '#domain/program/model/explain-words'
import { aBasket, aProgram } from './promises.ts'

/** What came out of many random programs and baskets: how many were priced, and a digest of every answer in full. */
export type Evaluated = Readonly<{ priced: number; refused: number; digest: string }>

/** The same seed gives the same programs and baskets wherever it runs. */
export function evaluateMany(seed: number, count: number): Evaluated {
  let priced = 0
  let digest = 0xcbf29ce484222325n
  for (const [program, basket] of fc.sample(fc.tuple(aProgram, aBasket), { seed, numRuns: count })) {
    const told = explain(program, basket, { held: ['K2', 'K4'] })
    const best = bestCoupons(program, basket, ['K1', 'K2', 'K3', 'K4'])
    const words = told.rules.map((one) => saidOf(one, { language: 'zh-CN', currency: 'CNY' }))
    if (typeof told.priced !== 'string') priced += 1
    for (const letter of JSON.stringify([told, best, words]))
      digest = ((digest ^ BigInt(letter.codePointAt(0) ?? 0)) * 0x100000001b3n) & 0xffffffffffffffffn
  }
  return { priced, refused: count - priced, digest: digest.toString(16) }
}
