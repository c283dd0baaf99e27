import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Refusal } from '#base/refusal'
import { house, inWork, realWorld, type World } from '#db/work'
import { answerBundle, bringBundle, bundleShown, followBundles } from '#domain/device/index'
import { readHeader, type BundleHeader } from '#domain/device/model/bundle'
import { readConfig } from '../config.ts'
import { terminalLanguage } from '../language.ts'
import { openDatabase } from '../opening.ts'
import { refusals } from '../refusals.ts'
import { HELP, inspected, outcome, type Language } from './bundle-text.ts'

export type Io = Readonly<{ out: { write(text: string): unknown }; err: { write(text: string): unknown } }>

const OPTIONS = {
  answer: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** `zhiji bundle …` on the process's own streams. */
export const run = (args: string[]): Promise<number> =>
  runBundle(args, { out: process.stdout, err: process.stderr })

type Asked = Readonly<{ bytes: Uint8Array; json: boolean; answer: string | undefined; language: Language }>

/**
 * Looks into a till's file from a stick without a database, or brings it in. 0 when it was read or brought in, 1 when
 * it is refused, 2 when the words were wrong or the file cannot be read.
 */
export async function runBundle(args: string[], io: Io): Promise<number> {
  const language = terminalLanguage(process.env)
  const asked = parsed(args)
  const [name = '', path = '', ...more] = asked?.positionals ?? []
  if (
    !asked ||
    asked.values.help === true ||
    !['inspect', 'import'].includes(name) ||
    !path ||
    more.length > 0
  ) {
    ;(asked?.values.help === true ? io.out : io.err).write(HELP[language])
    return asked?.values.help === true ? 0 : 2
  }
  const bytes = await readFile(path).catch(() => null)
  if (bytes === null) {
    io.err.write(`${language === 'zh' ? '无法读取文件：' : 'Cannot read the file: '}${path}\n`)
    return 2
  }
  const { json, answer } = asked.values
  try {
    return await (name === 'inspect' ? inspect : bringIn)({ bytes, json, answer, language }, io)
  } catch (trouble) {
    if (!(trouble instanceof Refusal)) throw trouble
    io.err.write(`${refusals[trouble.code]?.[language] ?? trouble.code}\n`)
    return 1
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch (trouble) {
    // Options nobody knows are wrong words; anything else is ours.
    if (!String((trouble as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')) throw trouble
    return null
  }
}

/** The header alone: it holds no personal data, and nothing of it is proven before it is brought in. */
async function inspect({ bytes, json, language }: Asked, io: Io): Promise<number> {
  const header = readHeader(bytes)
  if (typeof header === 'string') throw new Refusal(header)
  const shown: BundleHeader & { bytes: number } = { ...header, bytes: bytes.length }
  io.out.write(json ? `${JSON.stringify(shown)}\n` : inspected(shown, language))
  return 0
}

async function bringIn({ bytes, json, answer, language }: Asked, io: Io): Promise<number> {
  const say = (line: string) => void io.err.write(`${line}\n`)
  const opened = await openDatabase({ config: readConfig(process.env, true), say, share: true })
  try {
    const world = realWorld(opened.database)
    const told = await carryOut(world, bytes)
    if (answer !== undefined) {
      const { content } = await inWork(world, house, (work) => answerBundle(work, { id: told.id }))
      await writeFile(answer, content as Uint8Array)
    }
    io.out.write(json ? `${JSON.stringify(told)}\n` : outcome(told, language))
    return 0
  } finally {
    await opened.close()
  }
}

/** Until every segment of it is carried out; a command that is killed goes on when it is asked again. */
async function carryOut(world: World, bytes: Uint8Array) {
  const id = idOf(bytes)
  await inWork(world, house, (work) => bringBundle(work, { id, bytes }))
  for (;;) {
    const state = await inWork(world, house, (work) => bundleShown(work, { id }))
    if (state.state === 'done') return state
    await inWork(world, house, followBundles)
  }
}

/** The same file has the same id, so that bringing it in again is told as the same. */
function idOf(bytes: Uint8Array): string {
  const hex = createHash('sha256').update(bytes).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
