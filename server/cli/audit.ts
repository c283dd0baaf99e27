import { audit } from '#db/audit'
import { command, tell, type Said } from './command.ts'

const HELP = {
  en: 'Usage: zhiji audit [--json]\n\nChecks every law over the data; exit code 0 when all hold.\n',
  zh: '用法：zhiji audit [--json]\n\n核对全部数据规则；全部相符时退出码为 0。\n',
} as const

/** Checks every law of every room on the running or configured database; 0 when all hold, 1 when one does not. */
export const run = (args: string[]): Promise<number> =>
  command(args, { help: HELP, words: 0 }, async ({ database }, said) => {
    const { checked, found: violations, findings } = await audit(database)
    const found = { checked, violations, findings }
    tell(said, found, plain(found, said.language))
    return violations === 0 ? 0 : 1
  })

type Found = Readonly<{ checked: number; violations: number; findings: readonly Record<string, unknown>[] }>

function plain({ checked, violations, findings }: Found, language: Said['language']): string {
  const head =
    language === 'zh'
      ? `已检查 ${checked} 条规则，发现 ${violations} 处不符。`
      : `${checked} laws checked, ${violations} violations.`
  const lines = findings.map(({ room, law, subject, detail }) => `  ${room} ${law} ${subject}: ${detail}`)
  const left = violations - findings.length
  const more = language === 'zh' ? `  另有 ${left} 处未列出。` : `  ${left} more are not listed.`
  return `${[head, ...lines, ...(left > 0 ? [more] : [])].join('\n')}\n`
}
