import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

/** What the chain promises, as data. The thin first form: points per amount spent. */
export const programDocument = z.object({
  earning: z.object({
    /** Points for every full `perMinor` of money spent. */
    points: z.int().min(0).max(1_000_000),
    perMinor: z.int().min(1).max(1_000_000_000),
  }),
})
export type ProgramDocument = z.output<typeof programDocument>

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
  input: z.object({ id: idOf<'program'>(), document: programDocument }),
  output: version,
  refusals: ['program_id_reused'],
})
