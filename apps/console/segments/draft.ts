import { audienceConditions, condition, type Condition, type Rule } from '#domain/insight/contract/rule'

/** A rule while it is being written: some of its conditions may not be finished. */
export type Leaf = Readonly<{ key: string; of: Unfinished }>
/** What a condition says so far. */
export type Unfinished = Readonly<{ is: Condition['is'] } & Record<string, unknown>>
export const JOINS = ['all', 'any', 'none'] as const
export type Join = (typeof JOINS)[number]
export type Group = Readonly<{ key: string; join: Join; parts: readonly Part[] }>
export type Part = Leaf | Group

export const isGroup = (part: Part): part is Group => 'parts' in part

/** Conditions that say nothing without one end of their span. */
const WANTS_END: readonly string[] = ['age', 'birthday', 'balance', 'spend', 'purchases', 'silent', 'step']
/** Ways to ask for a field that need no value. */
const VALUELESS: readonly unknown[] = ['empty', 'filled']

/** The condition that is said; null while something is missing. */
export function finished(of: Unfinished): Condition | null {
  const found = condition.safeParse(of)
  if (!found.success) return null
  if (WANTS_END.includes(of.is) && of['from'] === undefined && of['to'] === undefined) return null
  const values = of['values']
  if (of.is === 'profile' && !VALUELESS.includes(of['op'])) {
    if (!Array.isArray(values) || values.length === 0 || values[0] === '') return null
  }
  return found.data
}

export const leavesOf = (part: Part): Leaf[] => (isGroup(part) ? part.parts.flatMap(leavesOf) : [part])

export const unfinishedOf = (root: Group): number =>
  leavesOf(root).filter((leaf) => finished(leaf.of) === null).length

function ruleOfPart(part: Part): Rule | null {
  if (!isGroup(part)) return finished(part.of)
  const parts = part.parts.flatMap((one) => ruleOfPart(one) ?? [])
  // A group nobody has filled yet says nothing: as a rule it would find everybody, or nobody.
  if (parts.length === 0) return null
  const [only] = parts
  if (part.join === 'none')
    return only && 'is' in only && parts.length === 1 ? { not: only } : { not: { any: parts } }
  return part.join === 'all' ? { all: parts } : { any: parts }
}

/** What is finished, as a rule; everybody when nothing is. */
export const ruleOf = (root: Group): Rule => ruleOfPart(root) ?? { all: [] }

/** A rule to be written on: its root is a group, and "not" is a group of which nothing may hold. */
export function draftOf(rule: Rule, key = 'r'): Group {
  const part = partOf(rule, key)
  return isGroup(part) ? part : { key, join: 'all', parts: [{ ...part, key: `${key}.0` }] }
}

function partOf(rule: Rule, key: string): Part {
  if ('is' in rule) return { key, of: { ...rule } }
  const parts = (of: readonly Rule[]) => of.map((one, at) => partOf(one, `${key}.${at}`))
  if ('all' in rule) return { key, join: 'all', parts: parts(rule.all) }
  if ('any' in rule) return { key, join: 'any', parts: parts(rule.any) }
  return { key, join: 'none', parts: parts('any' in rule.not ? rule.not.any : [rule.not]) }
}

/** A rule out of an address; null when there is none, or none that makes sense. */
export function ruleIn(raw: unknown): Rule | null {
  const found = audienceConditions.safeParse(raw)
  return found.success ? found.data : null
}

/** The same with one part changed; without it where the change is null. */
export function changedAt(root: Group, key: string, change: (part: Part) => Part | null): Group {
  const within = (group: Group): Group => ({
    ...group,
    parts: group.parts.flatMap((part) => {
      if (part.key === key) return change(part) ?? []
      return isGroup(part) ? within(part) : part
    }),
  })
  if (root.key !== key) return within(root)
  const made = change(root)
  return made !== null && isGroup(made) ? made : root
}

/** How many groups a part lies in: rules are so many levels deep at most. */
export function depthOf(root: Part, key: string): number {
  if (root.key === key) return 0
  if (!isGroup(root)) return Number.POSITIVE_INFINITY
  return 1 + Math.min(Number.POSITIVE_INFINITY, ...root.parts.map((part) => depthOf(part, key)))
}
