import { parseArgs } from 'node:util'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { house, inWork, realWorld } from '#db/work'
import { renewPassword } from '#domain/org/index'
import { readConfig } from '../config.ts'
import { terminalLanguage } from '../language.ts'
import { openDatabase } from '../opening.ts'
import { refusals } from '../refusals.ts'

const HELP = {
  en: 'Usage: zhiji password LOGIN [--json]\n\nGives the person of this sign-in name a new password and prints it.\n',
  zh: '用法：zhiji password 登录名 [--json]\n\n为该登录名重设密码，并显示新密码。\n',
} as const

/** For whoever has the machine, when the only owner has forgotten the password; every session of the person ends. */
export async function run(args: string[]): Promise<number> {
  const options = {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const language = terminalLanguage(process.env)
  const [login] = positionals
  if (values.help || login === undefined) {
    ;(values.help ? process.stdout : process.stderr).write(HELP[language])
    return values.help ? 0 : 2
  }
  const say = (line: string) => void process.stderr.write(`${line}\n`)
  const opened = await openDatabase({ config: readConfig(process.env, true), say, share: true })
  try {
    const password = await inWork(realWorld(opened.database), house, (work) => renewPassword(work, login))
    process.stdout.write(values.json ? `${JSON.stringify({ login, password })}\n` : `${password}\n`)
    return 0
  } catch (trouble) {
    if (!(trouble instanceof Refusal)) throw trouble
    say(present(refusals[trouble.code], 'C2: every refusal has its words')[language])
    return 1
  } finally {
    await opened.close()
  }
}
