import type { Language } from '../language.ts'
import type { BasketsAnswer } from './insight-baskets.ts'
import { table } from './insight-table.ts'

export const BASKETS_HELP: Readonly<Record<Language, string>> = {
  en: `Usage: zhiji insight baskets --file lines.csv --basket COL --product COL [options]

One row per line of a receipt. Pairs surely bought together more often than by chance, the surest first: by the lower
95 % bound of the lift, because by lift itself rare pairs always win. An association; test it before claiming sales.

Options
  --file FILE        CSV in UTF-8, plain or gzipped
  --basket COL       column of the receipt (or of the member: then what one member takes of both)
  --product COL      column of the product or category
  --quantity COL     column of the pieces; lines of zero or less are left out
  --family COL       products of one family are not paired: two sizes of one, a bundle and its parts
  --least N          baskets a pair must share (default 20)
  --false-share Q    share of false finds allowed, Benjamini–Hochberg (default 0.05)
  --top N            pairs shown (default 50)
  --json             answer as JSON
  --lang zh|en       language (default: the terminal's)
  --help             this text
`,
  zh: `用法：zhiji insight baskets --file lines.csv --basket 列名 --product 列名 [选项]

小票明细每行一个商品。列出确实比随机更常一起购买的商品对，按提升度的 95% 下限排序（只看提升度时，
罕见组合总排在前面）。关联不等于因果，用于推荐前请先做对照测试。

选项
  --file 文件        UTF-8 编码的 CSV，可用 gzip 压缩
  --basket 列名      小票列（或会员列：统计同一会员买过的商品）
  --product 列名     商品或品类列
  --quantity 列名    数量列；数量不大于零的行不计
  --family 列名      同一系列的商品不配对：同款不同规格、套装与单品
  --least N          至少一起出现的小票数（默认 20）
  --false-share Q    允许的误报比例，Benjamini–Hochberg（默认 0.05）
  --top N            显示多少对（默认 50）
  --json             输出 JSON
  --lang zh|en       语言（默认跟随终端）
  --help             显示本说明
`,
}

type Words = Readonly<{
  head: (found: BasketsAnswer) => string
  columns: readonly string[]
}>

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    head: (f) =>
      `${f.baskets} baskets, ${f.products} products. ${f.pairsFound} pairs of ${f.pairsLooked} are surely no chance.`,
    columns: ['Product', 'with', 'Together', 'a takes b', 'b takes a', 'Lift', 'at least'],
  },
  zh: {
    head: (f) =>
      `小票 ${f.baskets} 张，商品 ${f.products} 种。${f.pairsLooked} 对中有 ${f.pairsFound} 对确非偶然。`,
    columns: ['商品 a', '商品 b', '同购小票', 'a 买 b', 'b 买 a', '提升度', '下限'],
  },
}

export function basketsText(found: BasketsAnswer, language: Language): string {
  const w = WORDS[language]
  const lines = found.pairs.map((p) => [
    p.a,
    p.b,
    String(p.together),
    `${(p.confidence * 100).toFixed(1)} %`,
    `${(p.confidenceBack * 100).toFixed(1)} %`,
    p.lift.toFixed(2),
    p.lowerLift.toFixed(2),
  ])
  return `${w.head(found)}\n${lines.length > 0 ? `\n${table([w.columns, ...lines])}` : ''}`
}
