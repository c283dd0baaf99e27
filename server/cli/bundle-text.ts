import type { z } from 'zod'
import type { bundleState } from '#domain/device/contract/bundle'
import type { BundleHeader } from '#domain/device/model/bundle'

export type Language = 'en' | 'zh'

export const HELP: Readonly<Record<Language, string>> = {
  en: `Usage: zhiji bundle inspect FILE [--json]
       zhiji bundle import FILE [--answer FILE] [--json]

A till's log on a stick. \`inspect\` shows which till it is of and what it holds, without a database; \`import\` brings
it in. Bringing it in again changes nothing.

  --answer FILE  write head office's answer for the stick: its mark, the policy, leases
  --json         the result as JSON

Exit code: 0 read or brought in, 1 refused, 2 wrong words or no such file.
`,
  zh: `用法：zhiji bundle inspect 文件 [--json]
      zhiji bundle import 文件 [--answer 文件] [--json]

U 盘上的收银机记录文件。inspect 显示是哪台收银机、包含哪些记录，无需数据库；import 将其导入。重复导入不会产生任何变化。

  --answer 文件  写出总部回执，拷回 U 盘：已处理序号、策略、预留额度
  --json         以 JSON 输出结果

退出码：0 已读取或已导入，1 被拒绝，2 用法有误或文件不存在。
`,
}

/** What the header says, for people. */
export function inspected(of: BundleHeader & { bytes: number }, language: Language): string {
  const zh = language === 'zh'
  const { device, epoch, from, to, count, totals, anchor, bytes } = of
  const lines: [string, string][] = [
    [zh ? '收银机' : 'till', device],
    [zh ? '启用次数' : 'epoch', String(epoch)],
    [zh ? '序号' : 'numbers', `${from}–${to}`],
    [zh ? '记录数' : 'events', String(count)],
    [zh ? '金额（分）' : 'minor units', String(totals.minor)],
    [zh ? '消费积分' : 'points burned', String(totals.points)],
    [zh ? '最近一次总部时间' : 'last head office time', anchor],
    [zh ? '文件大小（字节）' : 'bytes', String(bytes)],
  ]
  return lines.map(([name, value]) => `${name}: ${value}\n`).join('')
}

/** What became of what it brought, for people. */
export function outcome(of: z.output<typeof bundleState>, language: Language): string {
  const { deviceName, from, to, applied, duplicates, quarantined, refused, waiting, missingFrom } = of
  if (language === 'zh') {
    const gap = missingFrom === null ? '' : `缺少自 ${missingFrom} 起的记录，补齐后自动继续。\n`
    const aside = quarantined + refused
    const head = `${deviceName}：记录 ${from}–${to}，入账 ${applied}，重复 ${duplicates}`
    return `${head}，待审核 ${aside}，等待 ${waiting}。\n${gap}`
  }
  const gap =
    missingFrom === null ? '' : `Numbers from ${missingFrom} are missing; it goes on when they come.\n`
  return (
    `${deviceName}: numbers ${from}–${to}, applied ${applied}, duplicates ${duplicates}, ` +
    `put aside ${quarantined + refused}, waiting ${waiting}.\n${gap}`
  )
}
