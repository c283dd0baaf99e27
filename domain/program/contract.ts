import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { programDocument } from './model/document.ts'
import { FILE_CODES, MUST_CODES, WARN_CODES } from './model/finding.ts'
import { sound } from './model/sound.ts'

export {
  programDocument,
  type CouponRule,
  type ProgramDocument,
  type TopUpPackage,
} from './model/document.ts'

const version = z.object({
  version: z.int(),
  document: programDocument,
  publishedAt: z.string(),
  byName: z.string(),
})

export const showProgram = endpoint({
  name: 'program',
  method: 'GET',
  path: '/program',
  can: 'program.read',
  summary: 'The live version of the program and the ones before it.',
  input: z.object({}),
  output: z.object({ live: version, versions: z.array(version) }),
  refusals: [],
})

export const publishProgram = endpoint({
  name: 'publishProgram',
  method: 'POST',
  path: '/program/versions',
  can: 'program.write',
  summary: 'Publish a new version; sales keep the version they were judged by.',
  input: z.object({
    id: idOf<'program'>(),
    document: programDocument.superRefine((document, ctx) => {
      for (const { path, code } of sound(document))
        ctx.addIssue({ code: 'custom', path: [...path], message: code })
    }),
  }),
  output: version,
  refusals: ['program_id_reused'],
})

const said = z.object({ zh: z.string(), en: z.string() })
const json = z.record(z.string(), z.unknown())

const finding = z.object({
  /** A must keeps the program from going live, a warning is to be thought over. */
  level: z.enum(['must', 'warn']),
  code: z.enum([...MUST_CODES, ...WARN_CODES, ...FILE_CODES]),
  path: z.array(z.union([z.string(), z.int()])),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  words: said,
})
const placed = finding.extend({ line: z.int(), column: z.int() })

/** What the caller knows of the shop, for the warnings; what is left out is taken as typical. */
const habits = {
  basketsMinor: z.array(z.int().min(1).max(1_000_000_000_00)).max(20).optional(),
  monthMinor: z.int().min(0).max(1_000_000_000_00).optional(),
  topFifthTier: z.string().max(40).optional(),
}

export const checkProgram = endpoint({
  name: 'checkProgram',
  method: 'POST',
  path: '/program-checks',
  can: 'program.read',
  summary:
    'Everything that keeps a draft from going live, and what to think over, by place. Changes nothing.',
  input: z.object({ document: z.unknown(), ...habits }),
  output: z.object({ findings: z.array(finding) }),
  refusals: [],
})

export const readProgramText = endpoint({
  name: 'readProgramFile',
  method: 'POST',
  path: '/program-files',
  can: 'program.read',
  summary: 'Read a program from YAML or JSON; what is wrong has its path, line and column. Changes nothing.',
  input: z.object({ text: z.string().max(1_000_000), ...habits }),
  output: z.object({
    name: said.nullable(),
    /** As it was written, blanks and all; null when the text is no program. */
    program: json.nullable(),
    findings: z.array(placed),
  }),
  refusals: [],
})

export const programTemplates = endpoint({
  name: 'programTemplates',
  method: 'GET',
  path: '/program-templates',
  can: 'program.read',
  summary: 'Ready-made programs to start from; a null is to be filled in before going live.',
  input: z.object({}),
  output: z.object({
    rows: z.array(
      z.object({ code: z.string(), name: said, about: said, industry: z.string(), program: json }),
    ),
  }),
  refusals: [],
})

export const programSchema = endpoint({
  name: 'programSchema',
  method: 'GET',
  path: '/program-schema',
  can: 'signed-in',
  summary: "JSON Schema of a program's document, for editors and other programs.",
  input: z.object({}),
  output: z.object({ schema: json }),
  refusals: [],
})

export const programText = endpoint({
  name: 'programText',
  method: 'GET',
  path: '/program-text',
  can: 'program.read',
  summary: 'The rules of the live program in plain sentences, by part of the document.',
  input: z.object({ language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  output: z.object({
    version: z.int(),
    sentences: z.array(z.object({ part: z.string(), text: z.string() })),
  }),
  refusals: [],
})
