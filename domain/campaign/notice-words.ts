import type { ProgramDocument } from '#domain/program/index'
import { tierGives } from '#domain/program/model/words-members'
import { voice } from '#domain/program/model/words-say'
import type { Words } from './wording.ts'

export type House = Readonly<{ name: string; currency: string; language: 'zh-CN' | 'en' }>

/**
 * G6: the house's own words for a tier that has moved up, with what it gives; nobody's free text, so that a notice
 * never becomes marketing. It names no member: what is kept of it is nobody's. Undefined where the program has no
 * such tier.
 */
export function tierUpWords(
  document: ProgramDocument,
  { from, to }: Readonly<{ from: string; to: string }>,
  house: House,
): Words | undefined {
  const tier = document.tiers.list.find((one) => one.code === to)
  if (!tier) return undefined
  const before = document.tiers.list.find((one) => one.code === from)
  const say = voice(document, house)
  const own = document.benefits.filter((one) => one.tiers.includes(to)).map(say.name)
  const gives = say.listed([...tierGives(tier, say), ...own])
  const [chain, now] = [house.name, say.name(tier)]
  const moved = before
    ? say.of(
        `您在${chain}的会员等级已由“${say.name(before)}”升为“${now}”。`,
        `Your tier at ${chain} has moved up from ${say.name(before)} to ${now}.`,
      )
    : say.of(`您在${chain}的会员等级已升为“${now}”。`, `Your tier at ${chain} has moved up to ${now}.`)
  const has = say.of(`现在起您可享受：${gives}。`, `From now on you have: ${gives}.`)
  const about = say.of('这是关于您会员等级的服务通知。', 'This is a service notice about your membership.')
  const subject = say.of(`${chain}：您的会员等级已升为${now}`, `${chain}: you are now ${now}`)
  return {
    // A subject is one line: a line break would start a header of the sender's own.
    subject: subject.replaceAll(/\s+/g, ' ').trim(),
    body: [moved, ...(gives === '' ? [] : [has]), about, chain].join('\n\n'),
  }
}

/** How a letter begins; the name is read at the hand-off and kept nowhere. */
export function greeting(name: string, language: House['language']): string {
  const called = name.replaceAll(/\s+/g, ' ').trim()
  if (language === 'zh-CN') return called === '' ? '您好：' : `${called}，您好：`
  return called === '' ? 'Hello,' : `Dear ${called},`
}
