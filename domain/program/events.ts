import type { Happening } from '#base/happening'
import type { ProgramDocument } from './contract.ts'

export const programPublished = (of: {
  id: string
  version: number
  document: ProgramDocument
}): Happening => ({
  kind: 'program.published',
  subjectId: of.id,
  body: { version: of.version, document: of.document },
})
