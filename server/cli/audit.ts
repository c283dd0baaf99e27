import { parseArgs } from 'node:util'
import { audit } from '#db/audit'
import { readConfig } from '../config.ts'
import { terminalLanguage } from '../language.ts'
import { openDatabase } from '../opening.ts'

const HELP = {
  en: 'Usage: zhiji audit [--json]\n\nChecks every law over the data; exit code 0 when all hold.\n',
  zh: '用法：zhiji audit [--json]\n\n核对全部数据规则；全部相符时退出码为 0。\n',
} as const

/** Checks every law of every room on the running or configured database; 0 when all hold, 1 when one does not. */
export async function run(args: string[]): Promise<number> {
  const options = {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ args, options })
  if (values.help) {
    process.stdout.write(HELP[terminalLanguage(process.env)])
    return 0
  }
  const say = (line: string) => void process.stderr.write(`${line}\n`)
  const opened = await openDatabase({ config: readConfig(process.env, true), say, share: true })
  try {
    const { checked, findings } = await audit(opened.database)
    const found = { checked, violations: findings.length, findings }
    process.stdout.write(values.json ? `${JSON.stringify(found)}\n` : plain(found))
    return findings.length === 0 ? 0 : 1
  } finally {
    await opened.close()
  }
}

type Found = Readonly<{ checked: number; violations: number; findings: readonly Record<string, unknown>[] }>

function plain({ checked, violations, findings }: Found): string {
  const zh = terminalLanguage(process.env) === 'zh'
  const head = zh
    ? `已检查 ${checked} 条规则，发现 ${violations} 处不符。`
    : `${checked} laws checked, ${violations} violations.`
  const lines = findings.map(({ room, law, subject, detail }) => `  ${room} ${law} ${subject}: ${detail}`)
  return `${[head, ...lines].join('\n')}\n`
}
