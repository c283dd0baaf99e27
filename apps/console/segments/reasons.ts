import type { Condition, Rule } from '#domain/insight/contract/rule'
import type { Join } from './draft.ts'

type Answer = Readonly<{ holds: boolean; figure: unknown }>

/** A rule with what each part of it says of one member. */
export type Reason =
  | Readonly<{ of: Condition; holds: boolean; figure: unknown }>
  | Readonly<{ join: Join; holds: boolean; parts: readonly Reason[] }>

/** Answers come in the order of the rule's nodes, each group before what is in it. */
export function reasonsOf(rule: Rule, answers: readonly Answer[]): Reason {
  const left = [...answers]
  return take(rule, left)
}

function take(rule: Rule, left: Answer[]): Reason {
  const { holds, figure } = left.shift() ?? { holds: false, figure: null }
  if ('is' in rule) return { of: rule, holds, figure }
  if ('all' in rule) return { join: 'all', holds, parts: rule.all.map((part) => take(part, left)) }
  if ('any' in rule) return { join: 'any', holds, parts: rule.any.map((part) => take(part, left)) }
  const inner = take(rule.not, left)
  // "Not any of" reads as "none of": the group inside has an answer of its own, which nobody needs.
  return { join: 'none', holds, parts: 'join' in inner && inner.join === 'any' ? inner.parts : [inner] }
}
