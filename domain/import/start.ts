import { Refusal } from '#base/refusal'
import { ask } from '#db/jobs'
import type { Work } from '#db/work'
import { event } from './events.ts'
import { shown } from './show.ts'
import * as files from './store/files.ts'
import { mustBeUndoable } from './undo.ts'

/** The job that does what these commands ask for. */
export const IMPORT_JOB = 'import.work'

async function locked(work: Work, id: string): Promise<files.FileRow> {
  const file = await files.lockFile(work.tx, id)
  if (!file) throw new Refusal('import_unknown')
  return file
}

function mustBeMapped(file: files.FileRow): void {
  if (['checking', 'running', 'undoing'].includes(file.state)) throw new Refusal('import_busy')
  if (file.mapping === null) throw new Refusal('import_not_mapped')
}

/** Starts a trial run: everything is judged, nothing is written. A file that is imported already keeps its state. */
export async function check(work: Work, { id }: { id: string }) {
  const file = await locked(work, id)
  mustBeMapped(file)
  if (file.groupsDone > 0) return shown(work, file)
  const fresh = {
    state: 'checking',
    trial: null,
    trouble: null,
    rowsDone: 0,
    startedAt: work.at,
    endedAt: null,
  } as const
  work.record(event.checkStarted(file))
  ask(work, IMPORT_JOB)
  return shown(work, await files.changeFile(work.tx, file, fresh))
}

/** Starts the import, or goes on with one that failed half-way; a file that is done stays done. */
export async function run(work: Work, { id }: { id: string }) {
  const file = await locked(work, id)
  if (file.state === 'running' || file.state === 'done') return shown(work, file)
  mustBeMapped(file)
  const rowsDone = file.groupsDone === 0 ? 0 : file.rowsDone
  const fresh = { state: 'running', trouble: null, rowsDone, startedAt: work.at, endedAt: null } as const
  work.record(event.started(file))
  ask(work, IMPORT_JOB)
  return shown(work, await files.changeFile(work.tx, file, fresh))
}

/** Starts taking a whole import back. */
export async function undo(work: Work, { id }: { id: string }) {
  const file = await locked(work, id)
  if (file.state === 'undoing') return shown(work, file)
  mustBeUndoable(file)
  work.record(event.undoingStarted(file))
  ask(work, IMPORT_JOB)
  const fresh = { state: 'undoing', startedAt: work.at, endedAt: null } as const
  return shown(work, await files.changeFile(work.tx, file, fresh))
}
