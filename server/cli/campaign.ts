import { formatMoney, money } from '#base/money'
import { house, inWork, realWorld } from '#db/work'
import { campaignReport } from '#domain/campaign/contract/report'
import { reportOf } from '#domain/campaign/index'
import { chain } from '#domain/org/index'
import { command, tell, type Said } from './command.ts'

const HELP = {
  en: 'Usage: zhiji campaign report ID [--json]\n\nWhat a campaign reached, sold and caused, and how sure that is.\n',
  zh: '用法：zhiji campaign report 编号 [--json]\n\n活动触达了谁、卖了多少、真正带来多少，以及有多大把握。\n',
} as const

/** What a campaign earned, as the console tells it; 1 when there is no such campaign, 2 when the words are wrong. */
export const run = (args: string[]): Promise<number> =>
  command(args, { help: HELP, words: 2 }, async ({ database }, said) => {
    const [what, id] = said.words
    const wish = campaignReport.input.safeParse({ id })
    if (what !== 'report' || !wish.success) {
      process.stderr.write(HELP[said.language])
      return 2
    }
    const { found, currency } = await inWork(realWorld(database), house, async (work) => ({
      found: await reportOf(work, wish.data),
      currency: (await chain(work)).currency,
    }))
    tell(said, found, plain(found, said.language, currency))
    return 0
  })

type Found = Awaited<ReturnType<typeof reportOf>>
type Line = readonly [string, string | number]

function plain(found: Found, language: Said['language'], currency: string): string {
  const say = (minor: number) =>
    formatMoney(money(Math.round(minor)), currency, language === 'zh' ? 'zh-CN' : 'en')
  const lines = language === 'zh' ? chinese(found, say) : english(found, say)
  const width = Math.max(...lines.map(([label]) => label.length))
  const table = lines.map(([label, value]) => `${label.padEnd(width)}  ${value}`)
  return `${found.name}\n${found.verdict[language]}\n\n${table.join('\n')}\n`
}

type Money = (minor: number) => string
type Span = Readonly<{ low: number; middle: number; high: number }> | null

const spanOf = (of: Span, say: Money): string =>
  of === null ? '–' : `${say(of.middle)} (${say(of.low)} … ${say(of.high)})`

const counted = ({ arms }: Found, read: (arm: Found['arms'][number]) => number | string): string =>
  arms.map(read).join(' / ')

function english(of: Found, say: Money): Line[] {
  return [
    ['treated / held out', counted(of, (arm) => arm.members)],
    ['reached', counted(of, (arm) => arm.reached)],
    ['arrived, lost', of.delivery === null ? '–' : `${of.delivery.arrived}, ${of.delivery.lost}`],
    ['wrote back', counted(of, (arm) => arm.replied)],
    ['said no', counted(of, (arm) => arm.stopped)],
    ['used the coupon', of.couponCode === null ? '–' : counted(of, (arm) => arm.couponUsers)],
    ['joined', of.newMembers ?? '–'],
    ['bought', counted(of, (arm) => arm.buyers)],
    ['sales', counted(of, (arm) => say(arm.spendMinor))],
    ['one purchase to two', `${of.ladder.treated.oneToTwo} / ${of.ladder.control.oneToTwo}`],
    ['two to three', `${of.ladder.treated.twoToThree} / ${of.ladder.control.twoToThree}`],
    ['sales caused', spanOf(of.caused?.sales ?? null, say)],
    ['profit caused', spanOf(of.caused?.profit ?? null, say)],
    ['after cost', spanOf(of.total, say)],
    ['cost', say(of.costMinor)],
  ]
}

const ZH: readonly string[] = [
  '活动组 / 对照组',
  '触达',
  '送达、未送达',
  '有回复',
  '表示不再接收',
  '使用优惠券',
  '新入会',
  '消费人数',
  '消费额',
  '一次变两次',
  '两次变三次',
  '带来的消费',
  '带来的利润',
  '扣除成本后',
  '成本',
]

/** The same lines in the same order, under their Chinese names. */
const chinese = (of: Found, say: Money): Line[] =>
  english(of, say).map(([, value], at): Line => [ZH[at] ?? '', value])
