import type { BusinessDay } from '#base/instant'

export type AgentMember = Readonly<{
  number: string
  name: string
  titleZh: string
  titleEn: string
  /** The day it is about: of joining, of the last purchase. */
  eventOn: BusinessDay | null
}>

type House = Readonly<{ name: string; language: 'zh-CN' | 'en' }>
type To = Readonly<{ name: string; members: readonly AgentMember[] }>

/** So many members stand in the letter itself; the rest are counted. */
const LISTED = 50

/**
 * What an agent is told: which of the members they brought wait for them, and why. No address and no phone stands in
 * it: whoever brought a member knows them, and a letter may go astray.
 */
export function agentWords(house: House, { name, members }: To): Readonly<{ subject: string; text: string }> {
  const zh = house.language === 'zh-CN'
  const count = members.length
  const listed = members.slice(0, LISTED).map((one) => {
    const called =
      one.name === '' ? one.number : zh ? `${one.name}（${one.number}）` : `${one.name} (${one.number})`
    const about = one.eventOn === null ? '' : ` · ${one.eventOn}`
    return `- ${called}${zh ? '：' : ': '}${zh ? one.titleZh : one.titleEn}${about}`
  })
  const more = count > LISTED ? [zh ? `……另有 ${count - LISTED} 位。` : `… and ${count - LISTED} more.`] : []
  const subject = zh
    ? `${house.name}：您介绍的 ${count} 位会员需要关怀`
    : `${house.name}: ${count} of your members ${count === 1 ? 'waits' : 'wait'} for you`
  const head = zh
    ? [`${name}，您好：`, `您介绍入会的以下会员需要您关怀：`]
    : [`Dear ${name},`, 'These members whom you brought wait for you:']
  const end = zh ? `办理结果请告知${house.name}。` : `Please tell ${house.name} what came of it.`
  const text = `${head.join('\n\n')}\n\n${[...listed, ...more].join('\n')}\n\n${end}\n`
  // A subject is one line: a line break would start a header of the sender's own.
  return { subject: subject.replaceAll(/\s+/g, ' ').trim(), text }
}
