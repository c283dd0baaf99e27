import type { z } from 'zod'
import { programDocument, type ProgramDocument } from './document.ts'
import { mustBe, type Finding, type Path } from './finding.ts'
import { tooDeep, unknownKeys, valueAt } from './shape.ts'
import { sound } from './sound.ts'
import { thoughts, type Habits } from './thoughts.ts'

/** Whoever has so much to mend begins with the first; a hostile text must not fill the memory with findings. */
const MOST_FINDINGS = 200

/** A document that can be read, and what was found in it; null when it cannot. */
export type Checked = Readonly<{ document: ProgramDocument | null; findings: readonly Finding[] }>

/**
 * Everything that keeps a program from going live, and what its owner should think over, by place. It takes the
 * document as it was written: unknown keys, blanks and contradictions all have their path. Never throws.
 */
export function check(raw: unknown, habits: Habits): Checked {
  const deep = tooDeep(raw)
  if (deep) return { document: null, findings: [deep] }
  const strange = unknownKeys(raw, MOST_FINDINGS)
  const read = programDocument.safeParse(raw)
  if (!read.success)
    return {
      document: null,
      findings: [
        ...strange,
        ...read.error.issues.slice(0, MOST_FINDINGS).map((issue) => lacking(raw, issue)),
      ],
    }
  const document = read.data
  return { document, findings: [...strange, ...sound(document), ...thoughts(document, habits)] }
}

/** What the schema says of a place, as a finding: blanks first, whatever they should have held. */
function lacking(raw: unknown, issue: z.core.$ZodIssue): Finding {
  const path: Path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
  const held = valueAt(raw, path)
  if (held === undefined || held === null || held === '') return mustBe('fill_in', path)
  switch (issue.code) {
    case 'invalid_type':
      return mustBe('wrong_kind', path, { expected: issue.expected })
    case 'invalid_value':
      return mustBe('not_one_of', path, { choices: issue.values.map(String).join(', ') })
    case 'too_small': {
      const short = issue.origin === 'string' || issue.origin === 'array'
      return mustBe(short ? 'too_short' : 'too_small', path, { least: Number(issue.minimum) })
    }
    case 'too_big': {
      const long = issue.origin === 'string' || issue.origin === 'array'
      return mustBe(long ? 'too_long' : 'too_big', path, { most: Number(issue.maximum) })
    }
    case 'invalid_format':
      return mustBe(issue.message === 'code_form' ? 'code_form' : 'not_a_day', path)
    default:
      return mustBe('not_so', path)
  }
}
