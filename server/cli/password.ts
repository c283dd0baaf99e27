import { house, inWork, realWorld } from '#db/work'
import { renewPassword } from '#domain/org/index'
import { command, tell } from './command.ts'

const HELP = {
  en: 'Usage: zhiji password LOGIN [--json]\n\nGives the person of this sign-in name a new password and prints it.\n',
  zh: '用法：zhiji password 登录名 [--json]\n\n为该登录名重设密码，并显示新密码。\n',
} as const

/** For whoever has the machine, when the only owner has forgotten the password; every session of the person ends. */
export const run = (args: string[]): Promise<number> =>
  command(args, { help: HELP, words: 1 }, async ({ database }, said) => {
    const login = said.words[0] ?? ''
    const password = await inWork(realWorld(database), house, (work) => renewPassword(work, login))
    tell(said, { login, password }, `${password}\n`)
    return 0
  })
