import { house, inWork, realWorld, type World } from '#db/work'
import { Refusal } from '#base/refusal'
import { check, run as runFile, undo } from '#domain/import/index'
import { chainZone } from '#domain/org/index'
import { readConfig } from '../config.ts'
import { terminalLanguage } from '../language.ts'
import { openDatabase } from '../opening.ts'
import { INTERRUPTED, interruptible } from './interruption.ts'
import { send } from './import-file.ts'
import { follow, project, type Seen } from './import-follow.ts'
import { progressLine, type Screen } from './import-progress.ts'
import { HELP, refusalText, report, TEXT, type Text } from './import-text.ts'
import { isWrongWords, understand, type ImportWish } from './import-wish.ts'

/** Where a command writes: the result to `out`, everything else to `err`. */
export type Io = Readonly<{ out: { write(text: string): unknown }; err: Screen }>

/** `zhiji import …` on the process's own streams. */
export const run = (args: string[]): Promise<number> =>
  runImport(args, { out: process.stdout, err: process.stderr })

/**
 * Imports a file through the doors the console uses, acting as the house, over the running program's database or the
 * configured one. 0 when it is done, checked or undone; refused rows are reported and are no failure. 2 when the words
 * or the file named in them were wrong, 130 when interrupted (what is committed stays, `--resume` goes on), else 1.
 */
export async function runImport(args: string[], io: Io): Promise<number> {
  const text = TEXT[terminalLanguage(process.env)]
  try {
    const wish = understand(args)
    if (wish.do === 'help') {
      io.out.write(HELP[text.language])
      return 0
    }
    return await withDatabase(io, (world) => carryOut(world, wish, { io, text }))
  } catch (trouble) {
    return atFault(trouble, text, io)
  }
}

function atFault(trouble: unknown, text: Text, io: Io): number {
  if (isWrongWords(trouble)) {
    io.err.write(`${text.wrong(trouble.words)}\n\n${HELP[text.language]}`)
    return 2
  }
  if (!(trouble instanceof Refusal)) throw trouble
  io.err.write(`${refusalText(trouble, text.language)}\n`)
  return WRONG_WORDS.has(trouble.code) ? 2 : 1
}

/** Refusals that say the command line itself named something that is not there. */
const WRONG_WORDS = new Set(['column_unknown', 'field_not_mapped', 'branch_unknown', 'import_unknown'])

async function withDatabase(io: Io, doing: (world: World) => Promise<number>): Promise<number> {
  const say = (line: string) => void io.err.write(`${line}\n`)
  const opened = await openDatabase({ config: readConfig(process.env, true), say, share: true })
  try {
    return await doing(realWorld(opened.database))
  } finally {
    await opened.close()
  }
}

type Around = Readonly<{ io: Io; text: Text }>

async function carryOut(world: World, wish: ImportWish, { io, text }: Around): Promise<number> {
  if ((await inWork(world, house, chainZone)) === null) {
    io.err.write(`${text.notSetUp}\n`)
    return 1
  }
  const id = await begin(world, wish)
  const interruption = interruptible()
  const line = progressLine(io.err, text)
  try {
    const seen = await follow(world, id, { show: line.show, stopping: interruption.signal })
    line.end()
    if (seen === 'interrupted') {
      io.err.write(`${text.interrupted(id)}\n`)
      return INTERRUPTED
    }
    await project(world)
    return tell(seen, wish, { io, text })
  } catch (trouble) {
    line.end()
    io.err.write(`${text.goesOn(id)}\n`)
    throw trouble
  } finally {
    interruption.end()
  }
}

/** Sends, resumes or starts to undo; answers which file is to be followed. */
async function begin(world: World, wish: ImportWish): Promise<string> {
  if (wish.do === 'send') return send(world, wish)
  const { id } = wish
  const commands = { undo, resume: wish.check ? check : runFile }
  await inWork(world, house, (work) => commands[wish.do](work, { id }))
  return id
}

function tell(seen: Seen, wish: ImportWish, { io, text }: Around): number {
  io.out.write(wish.json ? `${JSON.stringify(seen)}\n` : report(seen, text))
  return seen.file.state === 'failed' ? 1 : 0
}
