import { createHash } from 'node:crypto'
import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { ownFields } from '#domain/member/index'
import { branchesByCode } from '#domain/org/index'
import {
  importOptions,
  PART_BYTES,
  type endUpload,
  type mapImport,
  type openImport,
  type sendPart,
} from './contract.ts'
import { event } from './events.ts'
import { guessDateFormat, guessMapping } from './model/guessing.ts'
import { fieldsOf, missing, type Field, type FieldType } from './model/fields.ts'
import { shapeOf } from './read.ts'
import { shown } from './show.ts'
import * as store from './store/files.ts'

/** Announces a file; the id is its maker's, so that a lost answer is asked for again without a second file. */
export async function open(work: Work, wish: Wish<typeof openImport>) {
  const print = fingerprint(wish)
  const done = await store.file(work.tx, wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('import_id_reused')
  if (!done) {
    await store.insertFile(work, { ...wish, fingerprint: print })
    work.record(event.opened(wish))
  }
  return shown(work, present(await store.file(work.tx, wish.id), 'I5: an announced file is there'))
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Keeps a part; the same part again changes nothing, other bytes under its number are refused. */
export async function part(work: Work, wish: Wish<typeof sendPart>) {
  if (wish.bytes.length > PART_BYTES) throw new Refusal('part_too_large')
  const file = await store.lockFile(work.tx, wish.id)
  if (!file) throw new Refusal('import_unknown')
  const kept = (await store.parts(work.tx, wish.id)).find((one) => one.no === wish.no)
  const print = sha256(wish.bytes)
  if (kept && kept.sha256 !== print) throw new Refusal('part_differs')
  if (!kept && file.state !== 'uploading') throw new Refusal('upload_ended')
  if (!kept) await store.insertPart(work.tx, wish.id, { no: wish.no, sha256: print, bytes: wish.bytes })
  return { no: wish.no, sha256: print }
}

/** All parts are there: the file is read through once, and its columns are guessed. */
export async function end(work: Work, wish: Wish<typeof endUpload>) {
  const file = await store.lockFile(work.tx, wish.id)
  if (!file) throw new Refusal('import_unknown')
  if (file.state !== 'uploading') return preview(work, wish)

  const parts = await store.parts(work.tx, file.id)
  const size = parts.reduce((all, one) => all + one.size, 0)
  const inOrder = parts.length === wish.parts && parts.every((one, at) => one.no === at + 1)
  if (!inOrder || size !== file.sizeBytes) throw new Refusal('parts_missing', { parts: parts.length, size })
  const open = async function* () {
    for (const { no } of parts)
      yield present(await store.partBytes(work.tx, file.id, no), 'I5: a file has its parts')
  }
  const whole = createHash('sha256')
  for await (const bytes of open()) whole.update(bytes)
  const { shape, rows } = await shapeOf(open)
  const change = {
    sha256: whole.digest('hex'),
    parts: parts.length,
    state: 'ready',
    shape,
    rowsTotal: rows,
  } as const
  await store.changeFile(work.tx, file, change)
  return preview(work, wish)
}

/** What was saved for files with these columns counts more than what we would guess. */
export async function preview(work: Work, { id }: { id: string }) {
  const file = await store.file(work.tx, id)
  if (!file) throw new Refusal('import_unknown')
  const { shape } = file
  if (!shape) throw new Refusal('upload_not_ended')
  const fields = fieldsOf(file.kind, await extraFields(work))
  const saved = await store.savedMapping(work.tx, file.kind, signatureOf(shape.columns))
  const guessed = guessMapping(fields, shape.columns)
  return {
    file: shown(work, file),
    columns: shape.columns,
    sample: shape.sample.slice(0, 10),
    fields: fields.map(({ aliases: _, ...field }) => field),
    mapping: file.mapping ?? saved?.mapping ?? guessed,
    options:
      file.options ??
      saved?.options ??
      importOptions.parse({ dateFormat: dateFormatOf(shape, guessed, fields) }),
    savedBefore: saved !== undefined,
    encoding: shape.encoding,
  }
}

function dateFormatOf(shape: store.Shape, mapping: store.Mapping, fields: readonly Field[]) {
  const columns = fields.filter((f) => f.type === 'day' || f.type === 'moment').map((f) => mapping[f.key])
  const places = columns.flatMap((name) => (typeof name === 'string' ? [shape.columns.indexOf(name)] : []))
  return guessDateFormat(places.flatMap((at) => shape.sample.map((cells) => cells[at] ?? '')))
}

/** The chain's own profile fields, as fields of a members file. */
export async function extraFields(work: Work): Promise<Field[]> {
  const types: Readonly<Record<string, FieldType>> = { number: 'number', day: 'day', flag: 'flag' }
  return (await ownFields(work)).map((own) => ({
    key: `extra.${own.key}`,
    type: types[own.kind] ?? 'text',
    required: false,
    zh: own.labelZh,
    en: own.labelEn,
    aliases: [own.key],
  }))
}

export const signatureOf = (columns: readonly string[]): string => fingerprint(columns)

/** Says which column is what; kept for the next file of this shape. A file being worked on keeps its mapping. */
export async function map(work: Work, wish: Wish<typeof mapImport>) {
  const file = await store.lockFile(work.tx, wish.id)
  if (!file) throw new Refusal('import_unknown')
  if (!['uploading', 'ready', 'checked', 'failed', 'undone'].includes(file.state))
    throw new Refusal('import_busy')
  const { shape } = file
  if (!shape) throw new Refusal('upload_not_ended')
  const known = new Set(fieldsOf(file.kind, await extraFields(work)).map((field) => field.key))
  const mapping = Object.fromEntries(
    Object.entries(wish.mapping).filter(([key, column]) => known.has(key) && column !== null),
  )
  const strange = Object.values(mapping).find((column) => column !== null && !shape.columns.includes(column))
  if (strange) throw new Refusal('column_unknown', { column: strange })
  const absent = missing(file.kind, mapping)
  if (absent !== null) throw new Refusal('field_not_mapped', { field: absent })
  const { branchCode } = wish.options
  if (branchCode !== null && !(await branchesByCode(work, [branchCode])).has(branchCode)) {
    throw new Refusal('branch_unknown', { branchCode })
  }
  const { options } = wish
  await store.keepMapping(work, { kind: file.kind, signature: signatureOf(shape.columns), mapping, options })
  work.record(event.mapped(file))
  const state = file.state === 'checked' ? 'ready' : file.state
  return shown(work, await store.changeFile(work.tx, file, { mapping, options, trial: null, state }))
}
