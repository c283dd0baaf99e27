import { parseArgs } from 'node:util'
import { MUTANTS } from './list.ts'
import { PLACELESS, type Mutant } from './mutant.ts'
import { plant } from './plant.ts'
import { copyOf, runTests, verdictOf, type Verdict } from './run.ts'

// `npm run mutants` plants each known bug in a copy of the sources and runs the tests that must see it.
const { values } = parseArgs({ options: { list: { type: 'boolean' }, only: { type: 'string' } } })
const wanted = values.only?.split(',').map(Number)
const mutants = MUTANTS.filter(({ no }) => wanted === undefined || wanted.includes(no))
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`.padStart(8)
const line = ({ no, words }: Pick<Mutant, 'no' | 'words'>, verdict: string, ms: string): string =>
  `${String(no).padStart(3)}  ${verdict.padEnd(13)} ${ms.padStart(8)}  ${words}`

/** Without a mutant every test passes, or nothing that follows would mean anything. */
async function control(root: string): Promise<boolean> {
  const tests = [
    ...new Map(mutants.map((mutant) => [JSON.stringify([mutant.tests, mutant.only]), mutant])).values(),
  ]
  let well = true
  for (const mutant of tests) {
    const { failed, passed, loaded, ms } = await runTests(root, mutant)
    if (failed === 0 && passed > 0 && loaded) continue
    well = false
    console.log(line({ no: mutant.no, words: `without it: ${mutant.tests.join(' ')}` }, 'FAILS', seconds(ms)))
  }
  return well
}

/** One whose place is gone shows nothing; it is told like one that survives, and the rest goes on. */
async function judge(root: string, mutant: Mutant): Promise<Verdict> {
  const told = (verdict: Verdict, ms: number, why = ''): Verdict => {
    console.log(line(mutant, verdict, seconds(ms)) + why)
    return verdict
  }
  let takeOut = () => {}
  try {
    takeOut = plant(root, mutant)
  } catch (trouble) {
    return told('not planted', 0, `\n     ${String(trouble)}`)
  }
  const outcome = await runTests(root, mutant).finally(takeOut)
  return told(verdictOf(outcome), outcome.ms)
}

async function main(): Promise<number> {
  if (mutants.length === 0) {
    console.log(`No such mutant; there are ${MUTANTS.map(({ no }) => no).join(', ')}.`)
    return 1
  }
  const { root, remove } = copyOf(process.cwd())
  try {
    if (!(await control(root))) return 1
    const verdicts: Verdict[] = []
    for (const mutant of mutants) verdicts.push(await judge(root, mutant))
    if (wanted === undefined)
      for (const { no, words, why } of PLACELESS)
        console.log(line({ no, words: `${words} – ${why}` }, 'no place', ''))
    const killed = verdicts.filter((verdict) => verdict === 'killed').length
    console.log(`${killed} of ${mutants.length} killed`)
    return killed === mutants.length ? 0 : 1
  } finally {
    remove()
  }
}

if (values.list === true)
  for (const mutant of mutants) console.log(line(mutant, mutant.tests.join(' '), mutant.only ?? ''))
else process.exitCode = await main()
