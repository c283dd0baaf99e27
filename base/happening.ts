/**
 * What a room says happened: past tense, versioned by its kind (`sale.recorded`); written to the event log by
 * the work.
 */
export type Happening = Readonly<{
  kind: string
  subjectId: string | null
  body: Readonly<Record<string, unknown>>
  /** Who did it, where one work carries out the wishes of many; whoever does the work when absent. */
  by?: Readonly<{ kind: string; id: string | null; requestId: string | null }>
}>
