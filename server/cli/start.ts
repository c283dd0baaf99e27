import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { terminalLanguage } from '../language.ts'
import { start } from '../start.ts'

const HELP = {
  en: 'Usage: zhiji start\n\nStarts the program and prints its address; Ctrl+C stops it. Settings are in the README.\n',
  zh: '用法：zhiji start\n\n启动程序并显示访问地址，按 Ctrl+C 停止。设置见 README。\n',
} as const

const LINGER_MS = 5_000

/** Serves until it is told to stop; 0 after a clean stop, 1 when the database ended by itself. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean', default: false } } })
  const language = terminalLanguage(process.env)
  if (values.help) {
    process.stdout.write(HELP[language])
    return 0
  }
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  const asked = stopAsked(say, language === 'zh' ? '正在停止…' : 'Stopping…')
  const program = await start({ config: readConfig(process.env, process.stderr.isTTY), language, say })

  const why = await Promise.race([asked, program.gone.then(() => 'database gone' as const)])
  await program.stop()
  // Whatever might still hold the process: a supervisor starts the program again only when it has ended.
  setTimeout(() => process.exit(), LINGER_MS).unref()
  if (why === 'asked') return 0
  process.stderr.write('The embedded database ended by itself. Start again: it recovers.\n')
  process.stderr.write('内置数据库意外退出。请重新启动，数据会自动恢复。\n')
  return 1
}

/** The first signal asks for a clean stop; a second one does not wait for it. */
function stopAsked(say: (line: string) => void, words: string): Promise<'asked'> {
  return new Promise((resolve) => {
    let signals = 0
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (++signals > 1) process.exit(130)
        say(words)
        resolve('asked')
      })
    }
  })
}
