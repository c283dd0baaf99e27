import type { Answer, Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import type { checkProgram, readProgramText } from './contract.ts'
import { readProgramFile } from './file.ts'
import { check } from './model/check.ts'
import type { Finding } from './model/finding.ts'
import { findingWords } from './model/finding-words.ts'
import type { Habits } from './model/thoughts.ts'

/** P10: all that is found in a draft, whole or not; nothing is written. */
export async function checkDraft(work: Work, wish: Wish<typeof checkProgram>) {
  const { document, ...known } = wish
  const { currency } = await chain(work)
  const { findings } = check(document, habitsOf(currency, known))
  return { findings: findings.map((one) => told(one, currency)) }
}

/** P11: a program's file as it stands, with the place of everything that is wrong with it. */
export async function readDraft(
  work: Work,
  wish: Wish<typeof readProgramText>,
): Promise<Answer<typeof readProgramText>> {
  const { text, ...known } = wish
  const { currency } = await chain(work)
  const { cover, raw, findings } = readProgramFile(text, habitsOf(currency, known))
  const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw)
  return {
    name: cover.name ?? null,
    // The reader makes plain data of a text; an object of it is a record.
    program: isObject ? (raw as Record<string, never>) : null,
    findings: findings.map(({ place, ...one }) => ({
      ...told(one, currency),
      line: place.line,
      column: place.column,
    })),
  }
}

type Known = Omit<Wish<typeof checkProgram>, 'document'>

const habitsOf = (currency: string, { basketsMinor, monthMinor, topFifthTier }: Known): Habits => ({
  currency,
  ...(basketsMinor === undefined ? {} : { basketsMinor }),
  ...(monthMinor === undefined ? {} : { monthMinor }),
  ...(topFifthTier === undefined ? {} : { topFifthTier }),
})

function told(one: Finding, currency: string) {
  return {
    level: one.level,
    code: one.code,
    path: [...one.path],
    details: { ...one.details },
    words: {
      zh: findingWords(one, { language: 'zh-CN', currency }),
      en: findingWords(one, { language: 'en', currency }),
    },
  }
}
