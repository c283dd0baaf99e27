import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as contract from './contract.ts'
import { leftRows, list, rowsFile, show } from './show.ts'
import { check, run, undo } from './start.ts'
import { end, map, open, part, preview } from './upload.ts'

export const importRoutes: Route<Work>[] = [
  on(contract.openImport, open),
  on(contract.sendPart, part),
  on(contract.endUpload, end),
  on(contract.previewImport, preview),
  on(contract.mapImport, map),
  on(contract.checkImport, check),
  on(contract.runImport, run),
  on(contract.undoImport, undo),
  on(contract.listImports, list),
  on(contract.showImport, show),
  on(contract.listImportRows, leftRows),
  on(contract.refusedRowsFile, rowsFile),
]
