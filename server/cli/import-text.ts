import type { Refusal } from '#base/refusal'
import type { ImportFile, KINDS } from '#domain/import/contract'
import type { Language } from '../language.ts'
import { refusals } from '../refusals.ts'
import type { Seen } from './import-follow.ts'
import type { WrongWords } from './import-wish.ts'

export const HELP: Readonly<Record<Language, string>> = {
  en: `Usage: zhiji import FILE [options]
       zhiji import --resume ID [--check]
       zhiji import --undo ID

Imports a CSV (UTF-8 or GB18030, also gzipped) or XLSX, as the console does, into the running program's database or
the configured one. Importing a file again changes nothing.

  --kind KIND                sales, members, products, balances or pastCoupons; guessed when absent
  --map FIELD=COLUMN         which column is which field; repeat it; an empty COLUMN leaves the field out
  --branch CODE              the branch of rows that name none
  --source NAME              whose receipt numbers these are, when two tills number alike
  --date-format ORDER        ymd, dmy, mdy or dmony (7-Mar-2026)
  --create-members           sales of unknown members make the member
  --receipts-restart WHEN    never or daily: whether receipt numbers begin again every day
  --repeated-lines HOW       real or duplicate: a line that repeats another of its receipt to the letter
  --round-prices             round prices finer than the currency instead of refusing them
  --cancellation-prefix X    receipts whose number begins so are returns; empty for none
  --check                    trial run: everything is judged, nothing is written
  --resume ID                go on with an import that was interrupted, checked or has failed
  --undo ID                  take a whole import back
  --json                     the result as JSON
  --help                     this text

Exit code: 0 done (rows left out are listed, and are no failure), 2 wrong words, 130 interrupted, else 1.
`,
  zh: `用法：zhiji import 文件 [选项]
      zhiji import --resume 编号 [--check]
      zhiji import --undo 编号

把 CSV（UTF-8 或 GB18030，可为 gzip 压缩）或 XLSX 导入正在运行的程序的数据库或所配置的数据库，与控制台导入完全一致。
同一文件重复导入不会产生任何变化。

  --kind 类型                sales 销售、members 会员、products 商品、balances 期初余额、pastCoupons 过往的券；不写则按列名判断
  --map 字段=列名            指定某字段对应的列，可重复使用；列名留空表示不导入该字段
  --branch 门店编码          文件中未写明门店的行归属的门店
  --source 名称              小票号的来源；两台收银机编号相同时用于区分
  --date-format 顺序         ymd 年月日、dmy 日月年、mdy 月日年、dmony（7-Mar-2026）
  --create-members           销售中出现的未知会员自动建档
  --receipts-restart 方式    小票号是否每天从头编号：never 从不，daily 每天
  --repeated-lines 方式      同一小票内完全相同的行：duplicate 视为重复，real 视为真实销售
  --round-prices             价格精度高于币种时四舍五入，而不是拒绝
  --cancellation-prefix X    以此开头的小票号视为退货；留空表示没有
  --check                    试运行：逐行检查，不写入任何数据
  --resume 编号              继续中断、已试运行或失败的导入
  --undo 编号                撤销整次导入
  --json                     以 JSON 输出结果
  --help                     显示本说明

退出码：0 完成（未导入的行会列出，不算失败），2 用法有误，130 被中断，其余为 1。
`,
}

export type Text = Readonly<{
  language: Language
  notSetUp: string
  interrupted: (id: string) => string
  goesOn: (id: string) => string
  wrong: (words: WrongWords) => string
  progress: (file: ImportFile) => string
  state: Readonly<Record<ImportFile['state'], string>>
  kind: Readonly<Record<(typeof KINDS)[number], string>>
  head: (file: ImportFile) => string
  counts: (rows: Counts) => string
  made: (made: Seen['made']) => string
  reasons: string
  outcome: Readonly<Record<'refused' | 'duplicate', string>>
  rows: (rows: number) => string
  undoWith: (id: string) => string
}>

type Counts = Readonly<{ rows: number; imported: number; duplicates: number; refused: number }>

const whole = (language: Language, n: number): string => Math.round(n).toLocaleString(language)

function time(seconds: number, words: Readonly<{ s: string; min: string; h: string }>): string {
  const s = Math.ceil(seconds)
  if (s < 60) return `${s}${words.s}`
  if (s < 3600) return `${Math.floor(s / 60)}${words.min} ${s % 60}${words.s}`
  return `${Math.floor(s / 3600)}${words.h} ${Math.floor((s % 3600) / 60)}${words.min}`
}

const en: Text = {
  language: 'en',
  notSetUp:
    'There is no chain in this database yet. Run "zhiji start", open its address and set the chain up first.',
  interrupted: (id) =>
    `Interrupted; what was imported stays. The next start goes on, or: zhiji import --resume ${id}`,
  goesOn: (id) =>
    `The import stopped; what was imported stays. The next start goes on, or: zhiji import --resume ${id}`,
  wrong: wrongInEnglish,
  progress: (file) => {
    const n = (value: number) => whole('en', value)
    const head = `${en.state[file.state]}: ${n(file.rowsDone)} / ${n(file.rowsTotal ?? 0)} rows`
    if (file.rowsPerSecond === null) return head
    const left =
      file.secondsLeft === null ? '' : `, ${time(file.secondsLeft, { s: ' s', min: ' min', h: ' h' })} left`
    return `${head}, ${n(file.rowsPerSecond)} rows/s${left}`
  },
  state: {
    uploading: 'uploading',
    ready: 'ready',
    checking: 'checking',
    checked: 'checked',
    running: 'importing',
    done: 'done',
    undoing: 'undoing',
    undone: 'undone',
    failed: 'failed',
  },
  kind: {
    sales: 'Sales',
    members: 'Members',
    products: 'Products',
    balances: 'Opening balances',
    pastCoupons: 'Past coupons',
  },
  head: ({ kind, name, state }) => `${en.kind[kind]} ${name}: ${en.state[state]}`,
  counts: ({ rows, imported, duplicates, refused }) =>
    `${whole('en', rows)} rows: ${whole('en', imported)} imported, ${whole('en', duplicates)} duplicates, ` +
    `${whole('en', refused)} refused`,
  made: (made) =>
    `Made: ${made.sales} sales, ${made.members} members, ${made.products} products, ${made.balances} balances` +
    (made.pastCoupons === 0 ? '' : `, ${made.pastCoupons} facts of past coupons`),
  reasons: 'Rows left out:',
  outcome: { refused: 'refused', duplicate: 'duplicate' },
  rows: (rows) => `${whole('en', rows)} rows`,
  undoWith: (id) => `Import ${id}. Take it back with: zhiji import --undo ${id}`,
}

const zh: Text = {
  language: 'zh',
  notSetUp: '该数据库还没有初始化。请先运行 zhiji start，打开显示的地址完成初始设置。',
  interrupted: (id) =>
    `已中断，已导入的内容保留。下次启动程序会自动继续，或运行：zhiji import --resume ${id}`,
  goesOn: (id) => `导入中止，已导入的内容保留。下次启动程序会自动继续，或运行：zhiji import --resume ${id}`,
  wrong: wrongInChinese,
  progress: (file) => {
    const n = (value: number) => whole('zh', value)
    const head = `${zh.state[file.state]}：${n(file.rowsDone)} / ${n(file.rowsTotal ?? 0)} 行`
    if (file.rowsPerSecond === null) return head
    const left =
      file.secondsLeft === null
        ? ''
        : `，约剩 ${time(file.secondsLeft, { s: ' 秒', min: ' 分', h: ' 小时' })}`
    return `${head}，${n(file.rowsPerSecond)} 行/秒${left}`
  },
  state: {
    uploading: '上传中',
    ready: '待确认',
    checking: '试运行中',
    checked: '试运行完成',
    running: '导入中',
    done: '已完成',
    undoing: '撤销中',
    undone: '已撤销',
    failed: '失败',
  },
  kind: {
    sales: '销售',
    members: '会员',
    products: '商品',
    balances: '期初余额',
    pastCoupons: '过往的券',
  },
  head: ({ kind, name, state }) => `${zh.kind[kind]} ${name}：${zh.state[state]}`,
  counts: ({ rows, imported, duplicates, refused }) =>
    `共 ${whole('zh', rows)} 行：导入 ${whole('zh', imported)} 行，重复 ${whole('zh', duplicates)} 行，` +
    `拒绝 ${whole('zh', refused)} 行`,
  made: (made) =>
    `生成：销售 ${made.sales} 笔，会员 ${made.members} 名，商品 ${made.products} 个，期初余额 ${made.balances} 笔` +
    (made.pastCoupons === 0 ? '' : `，过往的券记录 ${made.pastCoupons} 条`),
  reasons: '未导入的行：',
  outcome: { refused: '拒绝', duplicate: '重复' },
  rows: (rows) => `${whole('zh', rows)} 行`,
  undoWith: (id) => `导入编号 ${id}。如需撤销：zhiji import --undo ${id}`,
}

export const TEXT: Readonly<Record<Language, Text>> = { en, zh }

function wrongInEnglish(words: WrongWords): string {
  if (words.kind === 'option') return words.detail
  if (words.kind === 'no_file') return 'Say which file to import.'
  if (words.kind === 'one_file') return 'Name one file, or --undo or --resume with an id and no file.'
  if (words.kind === 'unreadable') return `${words.path} cannot be read (${words.detail}).`
  if (words.kind === 'choice')
    return `--${words.option} "${words.value}": one of ${words.choices.join(', ')}.`
  if (words.kind === 'map') return `--map "${words.value}": write FIELD=COLUMN.`
  if (words.kind === 'id') return `--${words.option} "${words.value}" is not the id of an import.`
  return `--map: there is no field "${words.field}". Fields: ${words.fields.join(', ')}.`
}

function wrongInChinese(words: WrongWords): string {
  if (words.kind === 'option') return `选项有误：${words.detail}`
  if (words.kind === 'no_file') return '请指定要导入的文件。'
  if (words.kind === 'one_file') return '每次只能指定一个文件；使用 --undo 或 --resume 时只写编号，不写文件。'
  if (words.kind === 'unreadable') return `无法读取 ${words.path}（${words.detail}）。`
  if (words.kind === 'choice')
    return `--${words.option}“${words.value}”无效，可选：${words.choices.join('、')}。`
  if (words.kind === 'map') return `--map“${words.value}”无效，请写成 字段=列名。`
  if (words.kind === 'id') return `--${words.option}“${words.value}”不是导入编号。`
  return `--map：没有字段“${words.field}”。可用字段：${words.fields.join('、')}。`
}

/** A refusal in the words the console uses, with what it is about. */
export function refusalText(
  { code, details }: Pick<Refusal, 'code' | 'details'>,
  language: Language,
): string {
  const words = refusals[code]?.[language] ?? code
  const about = Object.entries(details).map(([name, value]) => `${name}: ${String(value)}`)
  return about.length === 0 ? words : `${words} (${about.join(', ')})`
}

/** What became of the file, for people. */
export function report({ file, made, reasons, trial }: Seen, text: Text): string {
  const lines = [text.head(file)]
  if (file.trouble) lines.push(refusalText(file.trouble, text.language))
  const found = file.state === 'checked' ? trial : null
  if (found) lines.push(text.counts({ ...found, imported: found.toImport }))
  else if (file.state !== 'undone')
    lines.push(text.counts({ ...file, rows: file.rowsTotal ?? 0 }), text.made(made))
  const left = found?.reasons ?? reasons
  if (left.length > 0) lines.push(text.reasons)
  for (const { outcome, code, rows } of left)
    lines.push(`  ${text.outcome[outcome]}  ${code}  ${text.rows(rows)}`)
  if (file.state === 'done') lines.push(text.undoWith(file.id))
  return `${lines.join('\n')}\n`
}
