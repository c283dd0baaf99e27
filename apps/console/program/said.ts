import { useTranslation } from 'react-i18next'
import type { ProgramDocument } from '#domain/program/contract'
import { sentencesOf } from '#domain/program/model/words'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMe } from '../me.ts'
import { useNameOf } from '../wallet/names.ts'
import { useHouseRules } from './house-rules.ts'
import { keysOf } from './parts.ts'
import type { Part } from './parts.ts'
import { useTongue } from './tongue.ts'

export type Say = (part: Part, document: ProgramDocument) => readonly string[]

/**
 * Every part of a program in plain sentences, so that a slip is seen before it is published. What members are promised
 * reads as members read it; what the house keeps to itself reads as its owner set it.
 */
export function useSentences(): Say {
  const language = useTongue()
  const house = useHouseRules()
  const budget = useBudget()
  const { currency } = useMe().chain
  return (part, document) => {
    if (part in house) return house[part as keyof typeof house](document) // `in` has just said so.
    const keys: readonly string[] = keysOf(part)
    const told = saidBy(document, { currency, language }).filter((one) => keys.includes(one.part))
    return [...told.map((one) => one.text), ...(part === 'aim' ? budget(document) : [])]
  }
}

const known = new WeakMap<ProgramDocument, Map<string, ReturnType<typeof sentencesOf>>>()

/** All sentences of a document. It is asked for part by part, so they are kept as long as the document is. */
function saidBy(document: ProgramDocument, to: Parameters<typeof sentencesOf>[1]) {
  const kept = known.get(document) ?? new Map<string, ReturnType<typeof sentencesOf>>()
  const key = `${to.language} ${to.currency}`
  const said = kept.get(key) ?? sentencesOf(document, to)
  known.set(document, kept.set(key, said))
  return said
}

/** What is planned for a year, head by head. */
function useBudget(): (document: ProgramDocument) => readonly string[] {
  const { t } = useTranslation()
  const { money } = useFormats()
  const nameOf = useNameOf()
  return ({ aim }) =>
    aim.budget.map((one) => t(`program.said.${one.kind}`, { name: nameOf(one), money: money(one.minor) }))
}
