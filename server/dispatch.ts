import { must } from '#base/must'
import { terminalLanguage } from './language.ts'

type Run = (args: string[]) => Promise<number>
type Command = Readonly<{ en: string; zh: string }>

const COMMANDS: Readonly<Record<string, Command>> = {
  start: { en: 'start the program and print its address', zh: '启动程序并显示访问地址' },
  import: {
    en: 'import members, products, sales, balances or past coupons from a file',
    zh: '从文件导入会员、商品、销售或期初余额',
  },
  bundle: {
    en: 'look into a till’s file from a stick, or bring it in: bundle inspect|import FILE',
    zh: '查看或导入 U 盘上的收银机记录：bundle inspect|import 文件',
  },
  audit: { en: 'check every law over the data: audit [--json]', zh: '核对全部数据规则：audit [--json]' },
  insight: {
    en: 'RFM and quadrants of a file, without a database',
    zh: '直接分析文件（RFM、四象限），无需数据库',
  },
  program: {
    en: 'check, rehearse, explain or print a program: program check FILE.yaml',
    zh: '检查、演练、解释或输出会员方案：program check 文件.yaml',
  },
  campaign: {
    en: 'what a campaign reached and caused: campaign report ID [--json]',
    zh: '活动报告：campaign report 编号 [--json]',
  },
  calendar: {
    en: 'festivals and official holidays of a year: calendar 2027 [--json]',
    zh: '列出某年的节日与法定假日：calendar 2027 [--json]',
  },
  bench: {
    en: 'measure this machine: bench import|sale|rehearse [--json]',
    zh: '在本机测速：bench import|sale|rehearse [--json]',
  },
  simulate: {
    en: 'run seeded nights of tills, faults and head office: simulate --seeds N [--json]',
    zh: '按种子模拟收银机、故障与总部：simulate --seeds N [--json]',
  },
  password: { en: 'give somebody a new password: password LOGIN', zh: '重设某人的密码：password 登录名' },
  demo: { en: 'fill an empty chain with real demonstration data', zh: '为空的系统装入真实的演示数据' },
}

/** Loaded when asked for: `insight` needs no database, `start` needs no statistics. */
async function load(name: string): Promise<Run> {
  const found = (await import(`./cli/${name}.ts`)) as Record<string, Run | undefined>
  const run = found['run']
  must(run !== undefined, `C1: the command ${name} can be run`)
  return run
}

/** Runs one command of the command line and answers its exit code: 2 when it was not understood. */
export async function dispatch(args: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = args
  const language = terminalLanguage(process.env)
  if (['help', '--help', '-h'].includes(name)) {
    process.stdout.write(help(language))
    return 0
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    const words = language === 'zh' ? `没有“${name}”这个命令。` : `There is no command "${name}".`
    process.stderr.write(`${words}\n\n${help(language)}`)
    return 2
  }
  try {
    return await (
      await load(name)
    )(rest)
  } catch (trouble) {
    return explain(trouble)
  }
}

function help(language: 'en' | 'zh'): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length))
  const lines = Object.entries(COMMANDS).map(([name, words]) => `  ${name.padEnd(width)}  ${words[language]}`)
  const head = language === 'zh' ? '用法：zhiji <命令>' : 'Usage: zhiji <command>'
  return `${head}\n\n${lines.join('\n')}\n`
}

/** People get the sentence; who wants the place of our bug sets LOG_LEVEL=debug. */
function explain(trouble: unknown): number {
  const { message, stack, code } = trouble as Error & { code?: unknown }
  const wrongWords = typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS')
  process.stderr.write(`${process.env['LOG_LEVEL'] === 'debug' ? stack : message}\n`)
  return wrongWords ? 2 : 1
}
