import fc from 'fast-check'
import { expect, test } from 'vitest'
import { condition, nodesOf, type Condition, type Rule } from '#domain/insight/contract/rule'
import { KIND_GROUPS, startOf } from './condition-kinds.ts'
import {
  changedAt,
  depthOf,
  draftOf,
  finished,
  isGroup,
  leavesOf,
  ruleIn,
  ruleOf,
  unfinishedOf,
} from './draft.ts'

const LEAVES: readonly Condition[] = [
  { is: 'reachable', by: 'sms' },
  { is: 'age', from: 20 },
  { is: 'tier', among: ['gold'] },
]

const rules = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom(...LEAVES),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((of) => ({ all: of })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((of) => ({ any: of })),
    tie('rule').map((of) => ({ not: of })),
  ),
})).rule

/** What a rule says when each leaf is true or false; the leaves are told apart by their kind. */
function holds(rule: Rule, truths: Readonly<Record<string, boolean>>): boolean {
  if ('is' in rule) return truths[rule.is] ?? false
  if ('not' in rule) return !holds(rule.not, truths)
  return 'all' in rule
    ? rule.all.every((one) => holds(one, truths))
    : rule.any.some((one) => holds(one, truths))
}

test('a saved rule that is opened and saved again finds the same members', () => {
  fc.assert(
    fc.property(rules, fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), (rule, [a, b, c]) => {
      const again = ruleOf(draftOf(rule))
      const truths = { reachable: a, age: b, tier: c }
      expect(holds(again, truths)).toBe(holds(rule, truths))
      // Nothing grows by being opened: a second time it is the same to the letter.
      expect(ruleOf(draftOf(again))).toEqual(again)
      expect(ruleIn(JSON.parse(JSON.stringify(again)))).toEqual(again)
    }),
  )
})

test('what is not finished is left out, and so is a group of nothing else', () => {
  const rule: Rule = { all: [{ is: 'tier', among: ['gold'] }, { any: [{ is: 'age', from: 20 }] }] }
  const draft = draftOf(rule)
  const [tier, inner] = leavesOf(draft)
  const emptied = changedAt(draft, inner?.key ?? '', () => ({ key: 'x', of: { is: 'age' } }))
  expect(unfinishedOf(emptied)).toBe(1)
  expect(ruleOf(emptied)).toEqual({ all: [{ is: 'tier', among: ['gold'] }] })
  const bare = changedAt(emptied, tier?.key ?? '', () => null)
  expect(ruleOf(bare)).toEqual({ all: [] })
  expect(depthOf(draft, inner?.key ?? '')).toBe(2)
})

test('every kind can be begun, and is finished by no more than its own fields', () => {
  const kinds = Object.values(KIND_GROUPS).flat()
  expect(kinds.length).toBe(condition.options.length)
  for (const is of kinds) {
    const of = startOf(is)
    const done = finished(of)
    if (done !== null) expect(done).toEqual(of)
  }
  const done = kinds.filter((is) => finished(startOf(is)) !== null)
  expect(done).toEqual(['joined', 'birthday', 'purchases', 'bill', 'cameBack', 'step', 'reachable', 'deed'])
})

test('a field is finished with a value, or by asking whether there is one', () => {
  const of = (op: string, values?: string[]) => finished({ is: 'profile', field: 'name', op, values })
  expect(of('is')).toBeNull()
  expect(of('is', [''])).toBeNull()
  expect(of('is', ['王芳'])).not.toBeNull()
  expect(of('empty', [])).not.toBeNull()
})

test('a rule out of an address is one that makes sense, or none', () => {
  expect(ruleIn({ all: [{ is: 'age', from: 20 }] })).not.toBeNull()
  for (const raw of [undefined, 'x', { all: [{ is: 'wealth' }] }, { some: [] }])
    expect(ruleIn(raw)).toBeNull()
  const deep = Array.from({ length: 6 }).reduce<Rule>((rule) => ({ all: [rule] }), { is: 'age', from: 1 })
  expect(nodesOf(deep).length).toBe(7)
  expect(ruleIn(deep)).toBeNull()
  expect(isGroup(draftOf({ is: 'age', from: 1 }))).toBe(true)
})
