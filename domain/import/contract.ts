import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'

export const KINDS = ['members', 'products', 'sales', 'balances', 'pastCoupons'] as const
export const FILE_STATES = [
  'uploading',
  'ready',
  'checking',
  'checked',
  'running',
  'done',
  'undoing',
  'undone',
  'failed',
] as const
export const ROW_OUTCOMES = ['refused', 'duplicate'] as const

/** Parts of an upload are small enough for one request and large enough to be few. */
export const PART_BYTES = 4 * 1024 * 1024
/** 2 GiB of file; more is split by whoever made it. */
const MOST_BYTES = 2 * 1024 ** 3

const file = z.object({
  id: z.string(),
  kind: z.enum(KINDS),
  name: z.string(),
  sizeBytes: z.int(),
  state: z.enum(FILE_STATES),
  rowsTotal: z.int().nullable(),
  rowsDone: z.int(),
  imported: z.int(),
  duplicates: z.int(),
  refused: z.int(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  byName: z.string(),
  /** While running: rows per second so far and seconds left at this rate. */
  rowsPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  trouble: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
})
export type ImportFile = z.output<typeof file>

/** Field of the kind → column of the file, by the names in `preview`; null leaves a field out. */
const mapping = z.record(z.string().max(60), z.string().max(300).nullable())

export const DATE_FORMATS = ['ymd', 'dmy', 'mdy', 'dmony'] as const

export const importOptions = z.object({
  /** Where sales and members belong when the file does not say. */
  branchCode: z
    .string()
    .trim()
    .max(40)
    .nullish()
    .transform((v) => v || null),
  /** Names what the natural keys belong to: two tills may number receipts alike. */
  sourceName: z.string().trim().max(60).default(''),
  dateFormat: z.enum(DATE_FORMATS).default('ymd'),
  /** Sales of members nobody knows yet make the member, with source "import". */
  createMissingMembers: z.boolean().default(false),
  /** `daily`: the till starts its numbers again every day, so a number counts within its day only. */
  receiptNumbersRestart: z.enum(['never', 'daily']).default('never'),
  /** A line that repeats another one of its receipt to the letter. */
  repeatedLines: z.enum(['duplicate', 'real']).default('duplicate'),
  /** Receipts whose number begins so are returns. */
  cancellationPrefix: z.string().trim().max(10).default('C'),
  /** Prices finer than the currency are rounded instead of refused. */
  roundFinerPrices: z.boolean().default(false),
})
export type ImportOptions = z.output<typeof importOptions>

export const openImport = endpoint({
  name: 'openImport',
  method: 'POST',
  path: '/imports',
  can: 'import.run',
  summary: 'Announce a file: CSV (UTF-8, GB18030, also gzipped) or XLSX; its parts follow.',
  input: z.object({
    id: idOf<'import'>(),
    kind: z.enum(KINDS),
    name: z.string().trim().min(1).max(200),
    sizeBytes: z.int().min(1).max(MOST_BYTES),
  }),
  output: file,
  refusals: ['import_id_reused'],
})

/** The body as it came; the host reads it. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

export const sendPart = endpoint({
  name: 'sendImportPart',
  method: 'POST',
  path: '/imports/:id/parts',
  can: 'import.run',
  summary: 'One part of the file, numbered from 1, at most 4 MiB; sending a part again is harmless.',
  input: z.object({
    id: idOf<'import'>(),
    no: z.coerce.number().int().min(1).max(10_000),
    bytes,
  }),
  output: z.object({ no: z.int(), sha256: z.string() }),
  refusals: ['import_unknown', 'part_too_large', 'part_differs', 'upload_ended'],
  body: 'bytes',
})

const field = z.object({
  key: z.string(),
  type: z.string(),
  required: z.boolean(),
  zh: z.string(),
  en: z.string(),
})

const preview = z.object({
  file,
  columns: z.array(z.string()),
  /** The first rows, cell by cell. */
  sample: z.array(z.array(z.string())),
  fields: z.array(field),
  /** What we would choose, or what was saved for such a file before. */
  mapping,
  options: importOptions,
  savedBefore: z.boolean(),
  encoding: z.string(),
})

export const endUpload = endpoint({
  name: 'endImportUpload',
  method: 'POST',
  path: '/imports/:id/upload-ends',
  can: 'import.run',
  summary: 'All parts are sent: the file is looked into and its columns are guessed.',
  input: z.object({ id: idOf<'import'>(), parts: z.int().min(1).max(10_000) }),
  output: preview,
  refusals: ['import_unknown', 'parts_missing', 'file_unreadable'],
})

export const previewImport = endpoint({
  name: 'importPreview',
  method: 'GET',
  path: '/imports/:id/preview',
  can: 'import.read',
  summary: 'Columns, first rows, and which column is what.',
  input: z.object({ id: idOf<'import'>() }),
  output: preview,
  refusals: ['import_unknown', 'upload_not_ended', 'file_unreadable'],
})

export const mapImport = endpoint({
  name: 'mapImport',
  method: 'PUT',
  path: '/imports/:id/mapping',
  can: 'import.run',
  summary: 'Say which column is what, and how to read the file; kept for the next file with these columns.',
  input: z.object({ id: idOf<'import'>(), mapping, options: importOptions }),
  output: file,
  refusals: [
    'import_unknown',
    'import_busy',
    'upload_not_ended',
    'column_unknown',
    'field_not_mapped',
    'branch_unknown',
  ],
})

export const checkImport = endpoint({
  name: 'checkImport',
  method: 'POST',
  path: '/imports/:id/checks',
  can: 'import.run',
  summary: 'Trial run: everything is judged, nothing is written.',
  input: z.object({ id: idOf<'import'>() }),
  output: file,
  refusals: ['import_unknown', 'import_busy', 'import_not_mapped'],
})

export const runImport = endpoint({
  name: 'runImport',
  method: 'POST',
  path: '/imports/:id/runs',
  can: 'import.run',
  summary:
    'Import for real, in chunks; a killed program goes on where it stopped. Running a done file again changes nothing.',
  input: z.object({ id: idOf<'import'>() }),
  output: file,
  refusals: ['import_unknown', 'import_busy', 'import_not_mapped'],
})

export const undoImport = endpoint({
  name: 'undoImport',
  method: 'POST',
  path: '/imports/:id/undoings',
  can: 'import.run',
  summary:
    'Take a whole import back: sales voided, balances reversed, past coupons forgotten, what nobody used withdrawn.',
  input: z.object({ id: idOf<'import'>() }),
  output: file,
  refusals: ['import_unknown', 'import_busy', 'import_not_run'],
})

export const listImports = endpoint({
  name: 'listImports',
  method: 'GET',
  path: '/imports',
  can: 'import.read',
  summary: 'Imports, newest first.',
  input: z.object({ ...paging }),
  output: pageOf(file),
  refusals: [],
})

const reason = z.object({ outcome: z.enum(ROW_OUTCOMES), code: z.string(), rows: z.int() })
const badRow = z.object({
  rowNo: z.int(),
  outcome: z.enum(ROW_OUTCOMES),
  code: z.string(),
  details: z.record(z.string(), z.unknown()),
  cells: z.array(z.string()),
})

export const showImport = endpoint({
  name: 'import',
  method: 'GET',
  path: '/imports/:id',
  can: 'import.read',
  summary:
    'Where an import stands: progress, rate, time left, what the trial run found, rows left out by reason.',
  input: z.object({ id: idOf<'import'>() }),
  output: z.object({
    file,
    /** What was made by it and still stands; sales may be fewer than rows, past coupons are facts. */
    made: z.object({
      members: z.int(),
      products: z.int(),
      sales: z.int(),
      balances: z.int(),
      pastCoupons: z.int(),
    }),
    reasons: z.array(reason),
    trial: z
      .object({
        rows: z.int(),
        toImport: z.int(),
        duplicates: z.int(),
        refused: z.int(),
        receipts: z.int(),
        newMembers: z.int(),
        /** Net of returns, minor units; null for kinds without money. */
        totalMinor: z.int().nullable(),
        firstDay: z.string().nullable(),
        lastDay: z.string().nullable(),
        reasons: z.array(reason),
        bad: z.array(badRow),
      })
      .nullable(),
  }),
  refusals: ['import_unknown'],
})

export const listImportRows = endpoint({
  name: 'importRows',
  method: 'GET',
  path: '/imports/:id/rows',
  can: 'import.read',
  summary: 'Rows that were left out, with their number and reason.',
  input: z.object({
    id: idOf<'import'>(),
    outcome: z.enum(ROW_OUTCOMES).optional(),
    code: z.string().max(60).optional(),
    ...paging,
  }),
  output: pageOf(badRow).extend({ columns: z.array(z.string()) }),
  refusals: ['import_unknown'],
})

export const refusedRowsFile = endpoint({
  name: 'importRowsFile',
  method: 'GET',
  path: '/imports/:id/rows-file',
  can: 'import.read',
  summary: 'The rows left out as a CSV file with number and reason, to be mended and imported again.',
  input: z.object({ id: idOf<'import'>(), outcome: z.enum(ROW_OUTCOMES).optional() }),
  output: z.unknown(),
  refusals: ['import_unknown'],
  reply: 'file',
})
