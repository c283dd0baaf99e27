import { msOf } from '#base/instant'
import type { Units } from '#domain/device/model/reservation'
import type { Op } from '../head-office.ts'
import type { Happened, Line } from '../story.ts'
import { kindOf, noOf, SOMETIMES_ZH, wayOf, type Language } from './page-words.ts'

/** A line of the story, and who it is about: that is how the page colours it. */
export type Told = Readonly<{ when: string; who: string; what: string; tone: 'till' | 'office' | 'trouble' }>

/** Tills are called by the order in which they were let in. */
export type Names = Map<string, number>

const yuan = (minor: number): string => `¥${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
const worth = ({ minor, points }: Units, language: Language): string =>
  [
    ...(minor > 0 ? [yuan(minor)] : []),
    ...(points > 0 ? [language === 'zh' ? `${points} 积分` : `${points} points`] : []),
  ].join(' + ')
/** A chain in Shanghai, where no clock is ever changed. */
const when = ({ at }: Line): string =>
  new Date(msOf(at) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')

function tillOf(names: Names, device: string, language: Language): string {
  const no = names.get(device) ?? names.size + 1
  names.set(device, no)
  return language === 'zh' ? `收银机 ${no}` : `Till ${no}`
}

/** The lines of a night as sentences; what says the same as the line after it, or what nobody did, is left out. */
export function taleOf(lines: readonly Line[], language: Language): Told[] {
  const names: Names = new Map()
  return lines.flatMap((line) => {
    const told = tell(line.happened, names, language)
    return told === null ? [] : [{ when: when(line), ...told }]
  })
}

type Sentence = Omit<Told, 'when'>

function tell(of: Happened, names: Names, language: Language): Sentence | null {
  const zh = language === 'zh'
  const office = zh ? '总部' : 'Head office'
  if (of.k === 'sold') {
    const how = of.back ? (zh ? '退货' : 'takes back') : zh ? '卖出' : 'sells'
    const words = `${how} ${yuan(of.minor)} ${of.back ? '' : wayOf(of.way, language)}`.trim()
    return {
      who: tillOf(names, of.device, language),
      what: zh ? `${words}，第 ${of.seq} 条` : `${words}, no. ${of.seq}`,
      tone: 'till',
    }
  }
  if (of.k === 'noted') {
    const what = kindOf(of.kind, language)
    return {
      who: tillOf(names, of.device, language),
      what: zh ? `${what}，第 ${of.seq} 条` : `${what}, no. ${of.seq}`,
      tone: 'till',
    }
  }
  if (of.k === 'no') {
    const why = noOf(of.code, language)
    return {
      who: tillOf(names, of.device, language),
      what: zh ? `没有扣款：${why}` : `burns nothing: ${why}`,
      tone: 'till',
    }
  }
  if (of.k === 'met' && of.what === 'sale recorded without a network') return null
  if (of.k === 'met') return { who: '·', what: zh ? SOMETIMES_ZH[of.what] : of.what, tone: 'trouble' }
  if (of.k === 'mended')
    return {
      who: '·',
      what: zh
        ? '故障全部排除，三轮同步，核对总账'
        : 'everything is mended; three rounds, then it must add up',
      tone: 'trouble',
    }
  const what = opText(of, names, language)
  return what === null ? null : { who: office, what, tone: 'office' }
}

type Ours = Happened & { k: 'office' }

function opText({ op, done, mark }: Ours, names: Names, language: Language): string | null {
  const zh = language === 'zh'
  if (op.k === 'giveBack') return null
  const words = opWords(op, names, language)
  if (done === null)
    return zh ? `${words}——崩溃了，没人得到答复` : `${words} – and goes down; nobody is answered`
  if (op.k !== 'segment') return done ? words : zh ? `${words}——不行` : `${words} – no`
  if (!done) return zh ? `${words}——不信` : `${words} – does not believe it`
  return zh ? `${words}，已认到第 ${mark ?? 0} 条` : `${words}; has everything up to ${mark ?? 0}`
}

function opWords(op: Exclude<Op, { k: 'giveBack' }>, names: Names, language: Language): string {
  const zh = language === 'zh'
  if (op.k === 'member')
    return zh
      ? `会员 ${op.number}：储值 ${yuan(op.principal)}，${op.points} 积分`
      : `member ${op.number}: ${yuan(op.principal)} stored, ${op.points} points`
  if (op.k === 'epoch') {
    const till = tillOf(names, op.device, language)
    return zh ? `登记${till}` : `lets ${till} in`
  }
  if (op.k === 'revoke') {
    const till = tillOf(names, op.device, language)
    return zh ? `吊销${till}` : `revokes ${till}`
  }
  if (op.k === 'pay')
    return zh
      ? `会员还挂账款 ${yuan(op.minor)}`
      : `takes ${yuan(op.minor)} for what a member bought on account`
  if (op.k === 'line')
    return zh ? `挂账额度改为 ${yuan(op.lineMinor)}` : `sets a credit line to ${yuan(op.lineMinor)}`
  if (op.k === 'freeze') return zh ? '冻结一位会员' : 'freezes a member'
  if (op.k === 'reserve') {
    const { kind, memberNumber, amounts, device } = op.of
    const till = tillOf(names, device ?? '', language)
    const what = zh ? (kind === 'lease' ? '预留' : '付款码') : `a ${kind}`
    const sum = worth(amounts, language)
    return zh
      ? `为会员 ${memberNumber} 在${till}留出 ${sum}（${what}）`
      : `sets ${sum} of member ${memberNumber} aside for ${till} (${what})`
  }
  const { device, from, to } = op.segment
  const till = tillOf(names, device, language)
  return zh ? `收到${till}第 ${from}–${to} 条` : `receives ${from}–${to} of ${till}`
}
