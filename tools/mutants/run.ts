import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Mutant } from './mutant.ts'

/** Not copied: it is made anew, or linked. */
const LEFT = new Set(['node_modules', '.git', 'dist', '.cache'])
/** A storm that a mutant has brought to a standstill ends here; it is a failed run like any other. */
const MOST_MS = 15 * 60_000

export type Tree = Readonly<{ root: string; remove(): void }>

/** The sources in a folder of their own, so that nobody who works beside it ever meets a mutant. */
export function copyOf(from: string): Tree {
  const root = mkdtempSync(join(tmpdir(), 'zhiji-mutants-'))
  cpSync(from, root, {
    recursive: true,
    filter: (path) => !LEFT.has(relative(from, path).split(/[/\\]/)[0] ?? ''),
  })
  symlinkSync(join(from, 'node_modules'), join(root, 'node_modules'), 'dir')
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}

/** `failed` and `passed` count tests; `loaded` is false when a file did not even load, which proves nothing. */
export type Outcome = Readonly<{ failed: number; passed: number; loaded: boolean; ms: number }>

type Report = Readonly<{
  numFailedTests: number
  numPassedTests: number
  testResults: readonly Readonly<{ status: string; assertionResults: readonly unknown[] }>[]
}>

/** Runs the tests of a mutant in a tree, up to the first that fails. */
export async function runTests(
  root: string,
  { tests, only }: Pick<Mutant, 'tests' | 'only'>,
): Promise<Outcome> {
  const report = join(root, 'mutant.json')
  rmSync(report, { force: true })
  const began = Date.now()
  const names =
    only === undefined ? [] : ['--testNamePattern', only.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')]
  const args = ['run', '--bail=1', '--reporter=json', `--outputFile=${report}`, ...names, ...tests]
  await ended(root, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), ...args])
  const ms = Date.now() - began
  try {
    const { numFailedTests, numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
    const loaded = testResults.length > 0 && testResults.every((file) => file.assertionResults.length > 0)
    return { failed: numFailedTests, passed: numPassedTests, loaded, ms }
  } catch {
    return { failed: 0, passed: 0, loaded: false, ms }
  }
}

function ended(cwd: string, args: readonly string[]): Promise<void> {
  const shared = process.env['ZHIJI_SHARED'] ?? join(process.cwd(), '..', 'shared')
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ZHIJI_SHARED: shared }
    const child = spawn(process.execPath, [...args], { cwd, env, stdio: 'ignore', timeout: MOST_MS })
    child.once('error', reject)
    child.once('exit', () => resolve())
  })
}

export type Verdict = 'killed' | 'SURVIVED' | 'did not load' | 'not planted'

/** Killed by a test that failed; one that could not even be loaded, or ran no test, shows nothing. */
export function verdictOf({ failed, loaded }: Outcome): Verdict {
  if (failed > 0) return 'killed'
  return loaded ? 'SURVIVED' : 'did not load'
}
