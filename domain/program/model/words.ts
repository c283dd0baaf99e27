import type { ProgramDocument } from './document.ts'
import { claimWords, couponWords, priceWords } from './words-offers.ts'
import { benefitWords, joiningWords, tierWords } from './words-members.ts'
import { clearingWords, earningWords, giftWords, pointsAsMoneyWords, rewardWords } from './words-points.ts'
import { counterWords, valueWords } from './words-value.ts'
import { voice, type Say, type Tongue } from './words-say.ts'

/** One rule in words, and the part of the document that it stands in. */
export type Sentence = Readonly<{ part: keyof ProgramDocument; text: string }>
/** What a part says: sentences by part, in the order they are read. */
export type Said = readonly (readonly [keyof ProgramDocument, string])[]

type Part = (document: ProgramDocument, say: Say) => Said

const PARTS: readonly Part[] = [
  ({ aim }, say) => {
    const goal = say.of(aim.goal.zh, aim.goal.en)
    const target = say.of(aim.target.zh, aim.target.en)
    return [
      ...(goal === '' ? [] : [['aim', say.of(`目标：${goal}`, `Goal: ${goal}`)] as const]),
      ...(target === '' ? [] : [['aim', say.of(`对象：${target}`, `For: ${target}`)] as const]),
    ]
  },
  joiningWords,
  tierWords,
  benefitWords,
  earningWords,
  pointsAsMoneyWords,
  giftWords,
  clearingWords,
  rewardWords,
  priceWords,
  couponWords,
  claimWords,
  valueWords,
  counterWords,
]

/** C27: what a program promises, in plain sentences generated from the rules themselves. Pure; runs anywhere. */
export function sentencesOf(document: ProgramDocument, to: Tongue): readonly Sentence[] {
  const say = voice(document, to)
  return PARTS.flatMap((part) => part(document, say)).map(([part, text]) => ({ part, text }))
}
