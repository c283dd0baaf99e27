import { parseArgs } from 'node:util'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { readConfig } from '../config.ts'
import { terminalLanguage } from '../language.ts'
import { openDatabase, type Opened } from '../opening.ts'
import { refusals } from '../refusals.ts'

export type Help = Readonly<{ en: string; zh: string }>
export type Said = Readonly<{ json: boolean; words: readonly string[]; language: 'en' | 'zh' }>

/**
 * A small command over the running or configured database: reads `--json`, `--help` and so many words, says a
 * refusal in
 * the reader's language (exit code 1), and closes what it opened. Wrong usage is 2.
 */
export async function command(
  args: string[],
  of: Readonly<{ help: Help; words: number }>,
  doing: (opened: Opened, said: Said) => Promise<number>,
): Promise<number> {
  const options = {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const language = terminalLanguage(process.env)
  if (values.help || positionals.length !== of.words) {
    const stream = values.help ? process.stdout : process.stderr
    stream.write(of.help[language])
    return values.help ? 0 : 2
  }
  const say = (line: string) => void process.stderr.write(`${line}\n`)
  const opened = await openDatabase({ config: readConfig(process.env, true), say, share: true })
  try {
    return await doing(opened, { json: values.json, words: positionals, language })
  } catch (trouble) {
    if (!(trouble instanceof Refusal)) throw trouble
    say(present(refusals[trouble.code], 'C2: every refusal has its words')[language])
    return 1
  } finally {
    await opened.close()
  }
}

/** The answer on standard output: JSON for programs, or lines for people. */
export function tell(said: Said, answer: unknown, plain: string): void {
  process.stdout.write(said.json ? `${JSON.stringify(answer)}\n` : plain)
}
