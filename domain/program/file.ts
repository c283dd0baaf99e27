import { z } from 'zod'
import { check } from './model/check.ts'
import type { Habits } from './model/thoughts.ts'
import type { ProgramDocument } from './model/document.ts'
import { mustBe, type Finding, type Path } from './model/finding.ts'
import { readYaml, type Place } from './yaml.ts'

const words = z.object({ zh: z.string().max(500), en: z.string().max(500) })

/** What stands around a program in its file: what it is called and whom it suits. */
export const cover = z.strictObject({
  code: z.string().max(60).optional(),
  name: words.optional(),
  about: words.optional(),
  industry: z.string().max(100).optional(),
})

export type Cover = z.output<typeof cover>
export type Placed = Finding & Readonly<{ place: Place }>

/** A program's file as it was read: the document as it was written, and whole when nothing is missing. */
export type ProgramFile = Readonly<{
  cover: Cover
  raw: unknown
  document: ProgramDocument | null
  findings: readonly Placed[]
}>

/**
 * Reads a program from YAML: the document itself, or a cover with the document under `program`. Paths are those of the
 * document; places are those of the file. Never throws.
 */
export function readProgramFile(text: string, habits: Habits): ProgramFile {
  const { raw: whole, findings, placeOf } = readYaml(text)
  if (findings.length > 0) return { cover: {}, raw: null, document: null, findings }
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole))
    return {
      cover: {},
      raw: null,
      document: null,
      findings: [{ ...mustBe('nothing_in_it', []), place: placeOf([]) }],
    }
  if (!('program' in whole)) return { cover: {}, ...checked(whole, habits, placeOf) }
  const { program, ...around } = whole
  const read = cover.safeParse(around)
  const strange = read.success ? [] : read.error.issues.flatMap(ofCover)
  const of = checked(program, habits, (path) => placeOf(['program', ...path]))
  return {
    cover: read.data ?? {},
    raw: of.raw,
    document: of.document,
    findings: [...strange.map((one) => ({ ...one, place: placeOf(one.path) })), ...of.findings],
  }
}

function checked(raw: unknown, habits: Habits, placeOf: (path: Path) => Place) {
  const { document, findings } = check(raw, habits)
  return { raw, document, findings: findings.map((one) => ({ ...one, place: placeOf(one.path) })) }
}

function ofCover(issue: z.core.$ZodIssue): Finding[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, 20).map((key) => mustBe('unknown_key', [...path, key], { key }))
  return [mustBe('not_so', path)]
}
