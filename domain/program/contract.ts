import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { programDocument } from './model/document.ts'
import { unsound } from './model/sound.ts'

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
      for (const { path, error } of unsound(document)) ctx.addIssue({ code: 'custom', path, message: error })
    }),
  }),
  output: version,
  refusals: ['program_id_reused'],
})
