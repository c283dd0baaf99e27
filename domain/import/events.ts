import type { Happening } from '#base/happening'

type File = Readonly<{ id: string; kind: string }>

/** What happened to a file; never its name or content, which may be personal. */
const about =
  (kind: string) =>
  (file: File, more: Readonly<Record<string, unknown>> = {}): Happening => ({
    kind: `import.${kind}`,
    subjectId: file.id,
    body: { kind: file.kind, ...more },
  })

export const event = {
  opened: about('opened'),
  mapped: about('mapped'),
  checkStarted: about('check_started'),
  started: about('started'),
  ended: about('ended'),
  undoingStarted: about('undoing_started'),
  undone: about('undone'),
  failed: about('failed'),
} as const
