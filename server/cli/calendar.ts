import { house, inWork, realWorld } from '#db/work'
import { calendar } from '#domain/org/index'
import { command, tell, type Said } from './command.ts'

const HELP = {
  en: 'Usage: zhiji calendar YEAR [--json]\n\nFestivals, official holidays and make-up days of a year.\n',
  zh: '用法：zhiji calendar 年份 [--json]\n\n列出某年的节日、法定假日与调休上班日。\n',
} as const
const FIRST = 1950
const LAST = 2100

/** The calendar of a year; 2 when that is no year it knows. */
export const run = (args: string[]): Promise<number> =>
  command(args, { help: HELP, words: 1 }, async ({ database }, said) => {
    const year = Number(said.words[0])
    if (!Number.isInteger(year) || year < FIRST || year > LAST) {
      process.stderr.write(HELP[said.language])
      return 2
    }
    const found = await inWork(realWorld(database), house, (work) => calendar(work, { year }))
    tell(said, found, plain(found, said.language))
    return 0
  })

type Found = Awaited<ReturnType<typeof calendar>>

function plain({ message, days }: Found, language: Said['language']): string {
  const lines = days.map(({ date, name }) => `${date}  ${name[language]}`)
  return `${[...lines, ...(message === null ? [] : [message[language]])].join('\n')}\n`
}
