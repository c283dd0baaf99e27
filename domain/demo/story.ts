import { day } from '#base/instant'
import type { Language } from '#domain/org/model'

/** The last day that was known when the campaign is thought to have begun; the data end on 30 June 1998. */
export const KNOWN_TO = day('1997-09-30')
export const STARTS_ON = day('1997-10-01')
/** To the end of the data. */
export const WINDOW_DAYS = 273
/** A fifth is held out. */
export const CONTROL_BPS = 2_000

/** What the hash of the draw begins with, so that every tour holds out the same members. */
export const DRAW = 'cdnow-tour'

/** Quintiles as of 30 September 1997; each rule is what the segment page shows in words. */
export const BEST = { r: [4, 5], f: [4, 5], m: [4, 5] }
/** Spent much, and silent for longer than is normal for this shop. */
export const AT_RISK = { m: [4, 5], lifecycles: ['dormant' as const, 'lost' as const] }

type Words = Readonly<
  Record<'chain' | 'branch' | 'owner' | 'best' | 'atRisk' | 'campaign' | 'firstFile' | 'laterFile', string>
>

/** The names of the tour, in the language of who asked for it. */
export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    chain: 'CDNOW (1997–1998)',
    branch: 'Web shop',
    owner: 'Owner',
    best: 'Best customers',
    atRisk: 'Good customers gone quiet',
    campaign: 'Autumn 1997: nothing was sent',
    firstFile: 'cdnow-until-1997-09-30.csv',
    laterFile: 'cdnow-from-1997-10-01.csv',
  },
  'zh-CN': {
    chain: 'CDNOW 唱片店（1997–1998）',
    branch: '网上商店',
    owner: '店主',
    best: '最好的顾客',
    atRisk: '沉默的好顾客',
    campaign: '1997 年秋：其实什么都没发',
    firstFile: 'cdnow-1997-09-30-以前.csv',
    laterFile: 'cdnow-1997-10-01-以后.csv',
  },
}
