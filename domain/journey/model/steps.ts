import { must } from '#base/must'
import type { Step } from '../contract/document.ts'

/** A step with where its member goes on: by one way, or by one of two. Null is the end. */
export type Node = Readonly<{ step: Step; next: string | null; yes: string | null; no: string | null }>
export type Nodes = ReadonlyMap<string, Node>

/**
 * The steps of a journey by their ids. Whoever has come through either side of a branch goes on behind it; so a journey
 * only goes forward, and passes each step at most once (Q3).
 */
export function nodesOf(steps: readonly Step[]): Nodes {
  const nodes = new Map<string, Node>()
  lay(nodes, steps, null)
  return nodes
}

/** Lays a row of steps that goes on with `after`; answers where it begins. */
function lay(nodes: Map<string, Node>, steps: readonly Step[], after: string | null): string | null {
  return steps.reduceRight<string | null>((next, step) => {
    must(!nodes.has(step.id), 'Q1: the steps of a journey have different ids')
    const forks = step.kind === 'branch'
    const yes = forks ? lay(nodes, step.yes, next) : null
    const no = forks ? lay(nodes, step.no, next) : null
    nodes.set(step.id, { step, next, yes, no })
    return step.id
  }, after)
}

/** Every step of a journey, those inside of branches included, in the order in which they are read. */
export const stepsOf = (steps: readonly Step[]): Step[] =>
  steps.flatMap((step) =>
    step.kind === 'branch' ? [step, ...stepsOf(step.yes), ...stepsOf(step.no)] : [step],
  )

/** The first id that stands twice; null where there is none. */
export function twice(steps: readonly Step[]): string | null {
  const seen = new Set<string>()
  for (const { id } of stepsOf(steps)) {
    if (seen.has(id)) return id
    seen.add(id)
  }
  return null
}

export type MessageStep = Extract<Step, { kind: 'message' }>

export const messagesOf = (steps: readonly Step[]): MessageStep[] =>
  stepsOf(steps).filter((step) => step.kind === 'message')
