import type { Told } from '#base/endpoint'
import { programDocument, type ProgramDocument, type showProgram } from '#domain/program/contract'
import { readable } from '../program/raw.ts'
import type { Raw } from '../program/raw.ts'

/** A program to rehearse: the draft kept here, one published before, a ready-made one, or one out of a file. */
export type Source = Readonly<{
  key: string
  kind: 'draft' | 'version' | 'template' | 'file'
  name: string
  raw: Raw
}>

export type Program = Told<typeof showProgram>

/** Versions before the live one; the live one beside itself would say nothing. */
export const versionSources = ({ live, versions }: Program, name: (version: number) => string): Source[] =>
  versions
    .filter((one) => one.version !== live.version)
    .map((one) => ({
      key: `version ${one.version}`,
      kind: 'version',
      name: name(one.version),
      raw: one.document,
    }))

/** What is sent: the program as far as it is complete, and whether parts count as they are in the live one. */
export function documentOf(
  raw: Raw,
  live: ProgramDocument,
): Readonly<{ document: ProgramDocument; whole: boolean }> {
  const read = programDocument.safeParse(raw)
  return read.success ? { document: read.data, whole: true } : { document: readable(raw, live), whole: false }
}
