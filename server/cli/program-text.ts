import type { Help } from './command.ts'

export const HELP: Help = {
  en: `Usage: zhiji program check FILE.yaml [--json]
       zhiji program explain FILE.yaml --basket BASKET.json [--json]
       zhiji program rehearse FILE.yaml --sales SALES.csv [--live LIVE.yaml] [--json]
       zhiji program template NAME
       zhiji program list [--json]

check     finds what keeps a program from going live, and what to think over, by line
explain   prices a basket under a program and says which rules counted, and why others did not
rehearse  replays past sales under a program beside another one: cost, tiers, who wins, who loses
template  prints a ready-made program to start from
list      names the ready-made programs

  --sales FILE     the past sales, as for the import, and a column for the category of goods if there is one
  --live FILE      the program to compare with; without it one that promises nothing
  --currency CNY   the chain's currency
  --json           the answer for programs
  --lang en|zh     the language of the answer
`,
  zh: `用法：zhiji program check 文件.yaml [--json]
      zhiji program explain 文件.yaml --basket 购物篮.json [--json]
      zhiji program rehearse 文件.yaml --sales 销售.csv [--live 现行方案.yaml] [--json]
      zhiji program template 名称
      zhiji program list [--json]

check     检查会员方案：哪些问题使其不能发布，哪些值得再想想，并给出行号
explain   按方案计算一个购物篮的价格，并说明哪些规则生效、哪些没有及原因
rehearse  用历史销售演练方案，并与另一方案对比：成本、等级分布、谁受益、谁吃亏
template  输出一份现成的方案作为起点
list      列出现成的方案

  --sales 文件     历史销售，格式与导入相同，可另有一列商品类别
  --live 文件      用来对比的方案；不指定时与“没有任何优惠”对比
  --currency CNY   连锁使用的货币
  --json           以 JSON 输出
  --lang en|zh     输出语言
`,
}

/** What is wrong with what was asked, or with a file beside the program's own. */
export type Fault =
  | Readonly<{ kind: 'unreadable'; file: string; detail: string }>
  | Readonly<{ kind: 'currency'; value: string }>
  | Readonly<{ kind: 'template'; value: string; known: readonly string[] }>
  | Readonly<{ kind: 'no_basket' }>
  | Readonly<{ kind: 'no_sales'; file: string | null }>
  | Readonly<{ kind: 'sales_column'; file: string; field: string; found: readonly string[] }>
  | Readonly<{ kind: 'sales_unreadable'; file: string; code: string; row: number | null }>
  | Readonly<{ kind: 'basket'; file: string; path: string; detail: string }>

type Faulty = Error & Readonly<{ fault: Fault }>

/** An error that carries the fault, so that the one place that prints can say it in the reader's language. */
export const faulty = (fault: Fault): Faulty => Object.assign(new Error(`program: ${fault.kind}`), { fault })

export const isFault = (trouble: unknown): trouble is Faulty => trouble instanceof Error && 'fault' in trouble

/** A fault in the reader's language. */
export function saidFault(fault: Fault, language: 'en' | 'zh'): string {
  const zh = language === 'zh'
  switch (fault.kind) {
    case 'unreadable':
      return zh ? `无法读取 ${fault.file}：${fault.detail}` : `${fault.file} cannot be read: ${fault.detail}`
    case 'currency':
      return zh ? `“${fault.value}”不是货币代码。` : `"${fault.value}" is no currency code.`
    case 'template': {
      const known = fault.known.join(', ')
      return zh
        ? `没有模板“${fault.value}”。现有：${known}`
        : `There is no template "${fault.value}". There are: ${known}`
    }
    case 'no_sales':
      if (fault.file === null)
        return zh ? '请用 --sales 指定历史销售文件。' : '--sales is missing: the file of past sales.'
      return zh ? `${fault.file} 中没有可用的销售。` : `There are no sales in ${fault.file} to rehearse on.`
    case 'sales_column': {
      const found = fault.found.join(zh ? '、' : ', ')
      return zh
        ? `${fault.file} 中没有“${fault.field}”列。文件中的列：${found}。`
        : `${fault.file} has no column for "${fault.field}". Columns found: ${found}.`
    }
    case 'sales_unreadable': {
      const row = fault.row === null ? '' : zh ? `第 ${fault.row} 行` : `, row ${fault.row}`
      return zh
        ? `无法读取 ${fault.file}${row}（${fault.code}）。`
        : `${fault.file} cannot be read${row} (${fault.code}).`
    }
    case 'no_basket':
      return zh ? '请用 --basket 指定购物篮文件。' : '--basket is missing: the file of the basket.'
    case 'basket': {
      const at = fault.path === '' ? '' : ` ${fault.path}`
      return zh ? `购物篮 ${fault.file}${at}：${fault.detail}` : `Basket ${fault.file}${at}: ${fault.detail}`
    }
  }
}
