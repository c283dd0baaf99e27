import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Finding } from './tree.ts'

/** Lines by `path` for files, by `path#name` for functions. */
export type Excess = Readonly<Record<string, number>>

export const BASELINE = 'tools/tidy/baseline.json'

const aBaseline = z.record(z.string(), z.int().positive())

/** The excess that was here before the rule; it may only shrink. */
export function readBaseline(root: string): Excess {
  const path = join(root, BASELINE)
  return existsSync(path) ? aBaseline.parse(JSON.parse(readFileSync(path, 'utf8'))) : {}
}

/** The baseline of the last commit, or nothing where there is no commit that has one. */
export function committedBaseline(root: string): Excess | undefined {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore']
    const text = execFileSync('git', ['show', `HEAD:${BASELINE}`], { cwd: root, encoding: 'utf8', stdio })
    return aBaseline.parse(JSON.parse(text))
  } catch {
    // No git, no commit or no such file: then there is nothing to shrink from.
    return undefined
  }
}

/** Entries that are no longer needed, are larger than needed, or were not there before. */
export function baselineFindings(now: Excess, baseline: Excess, committed: Excess | undefined): Finding[] {
  return Object.entries(baseline).flatMap(([key, lines]) => {
    const finding = (message: string): Finding[] => [
      { rule: 'baseline', path: BASELINE, line: 1, message: `${key}: ${message}` },
    ]
    const was = committed?.[key]
    if (committed && (was === undefined || was < lines))
      return finding('the baseline only shrinks; split instead')
    const is = now[key]
    if (is === undefined) return finding('no longer needed; delete this entry')
    return is < lines ? finding(`now ${is} lines; lower this entry from ${lines}`) : []
  })
}
