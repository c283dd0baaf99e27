import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import {
  checkProgram,
  programSchema,
  programText,
  publishProgram,
  readProgramText,
  showProgram,
} from './contract.ts'
import { schema, text } from './describe.ts'
import { checkDraft, readDraft } from './findings.ts'
import { programs, publish } from './publish.ts'

export const programRoutes: Route<Work>[] = [
  on(showProgram, programs),
  on(publishProgram, publish),
  on(checkProgram, checkDraft),
  on(readProgramText, readDraft),
  on(programSchema, schema),
  on(programText, text),
]
