import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DATE_FORMATS, KINDS, type ImportOptions } from '#domain/import/contract'

const OPTIONS = {
  kind: { type: 'string' },
  map: { type: 'string', multiple: true },
  branch: { type: 'string' },
  source: { type: 'string' },
  'date-format': { type: 'string' },
  'create-members': { type: 'boolean' },
  'repeated-lines': { type: 'string' },
  'receipts-restart': { type: 'string' },
  'round-prices': { type: 'boolean' },
  'cancellation-prefix': { type: 'string' },
  check: { type: 'boolean', default: false },
  undo: { type: 'string' },
  resume: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

export type Kind = (typeof KINDS)[number]

/** A file to send: what is absent is guessed, or as it was for the last file with the same columns. */
export type SendWish = Readonly<{
  do: 'send'
  path: string
  kind: Kind | null
  /** Field → column; an empty column leaves the field out. */
  mapping: Readonly<Record<string, string | null>>
  options: Partial<ImportOptions>
  check: boolean
  json: boolean
}>
export type ImportWish =
  SendWish | Readonly<{ do: 'undo' | 'resume'; id: string; check: boolean; json: boolean }>

/** What was wrong with the command line, to be said in the reader's language. */
export type WrongWords =
  | Readonly<{ kind: 'option'; detail: string }>
  | Readonly<{ kind: 'no_file' }>
  | Readonly<{ kind: 'one_file' }>
  | Readonly<{ kind: 'unreadable'; path: string; detail: string }>
  | Readonly<{ kind: 'choice'; option: string; value: string; choices: readonly string[] }>
  | Readonly<{ kind: 'map'; value: string }>
  | Readonly<{ kind: 'field'; field: string; fields: readonly string[] }>
  | Readonly<{ kind: 'id'; option: string; value: string }>

type Wrong = Error & Readonly<{ words: WrongWords }>

/** An error that carries what was wrong, so that the one place that prints can say it in the reader's language. */
export const wrong = (words: WrongWords): Wrong =>
  Object.assign(new Error(`import: ${words.kind}`), { words })

export const isWrongWords = (trouble: unknown): trouble is Wrong =>
  trouble instanceof Error && 'words' in trouble

/** Reads the command line; throws `wrong(…)`. */
export function understand(args: string[]): ImportWish | Readonly<{ do: 'help' }> {
  const { values, positionals } = read(args)
  if (values.help) return { do: 'help' }
  const { check, json } = values
  for (const option of ['undo', 'resume'] as const) {
    const id = values[option]
    if (id === undefined) continue
    if (positionals.length > 0) throw wrong({ kind: 'one_file' })
    return { do: option, id: idOf(option, id), check, json }
  }
  const [path, ...more] = positionals
  if (path === undefined) throw wrong({ kind: 'no_file' })
  if (more.length > 0) throw wrong({ kind: 'one_file' })
  mustBeFile(path)
  const kind = values.kind === undefined ? null : choice('kind', values.kind, KINDS)
  return {
    do: 'send',
    path,
    kind,
    mapping: mappingOf(values.map ?? []),
    options: optionsOf(values),
    check,
    json,
  }
}

function read(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch (trouble) {
    const { code, message } = trouble as Error & { code?: string }
    if (code?.startsWith('ERR_PARSE_ARGS') !== true) throw trouble
    throw wrong({ kind: 'option', detail: message })
  }
}
type Values = ReturnType<typeof read>['values']

function idOf(option: string, value: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) throw wrong({ kind: 'id', option, value })
  return value.toLowerCase()
}

function mustBeFile(path: string): void {
  try {
    if (statSync(path).isFile()) return
  } catch (trouble) {
    throw wrong({ kind: 'unreadable', path, detail: (trouble as Error).message })
  }
  throw wrong({ kind: 'unreadable', path, detail: 'EISDIR' })
}

function choice<const T extends string>(option: string, value: string, choices: readonly T[]): T {
  const found = choices.find((one) => one === value)
  if (found === undefined) throw wrong({ kind: 'choice', option, value, choices })
  return found
}

function mappingOf(pairs: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(
    pairs.map((value) => {
      const at = value.indexOf('=')
      if (at < 1) throw wrong({ kind: 'map', value })
      return [value.slice(0, at), value.slice(at + 1) || null]
    }),
  )
}

/** Only what was said: the rest is guessed, or remembered from the last such file. */
function optionsOf(values: Values): Partial<ImportOptions> {
  const format = values['date-format']
  const repeated = values['repeated-lines']
  const restart = values['receipts-restart']
  const prefix = values['cancellation-prefix']
  return {
    ...(values.branch === undefined ? {} : { branchCode: values.branch || null }),
    ...(values.source === undefined ? {} : { sourceName: values.source }),
    ...(format === undefined ? {} : { dateFormat: choice('date-format', format, DATE_FORMATS) }),
    ...(values['create-members'] === undefined ? {} : { createMissingMembers: values['create-members'] }),
    ...(repeated === undefined
      ? {}
      : { repeatedLines: choice('repeated-lines', repeated, ['duplicate', 'real']) }),
    ...(restart === undefined
      ? {}
      : { receiptNumbersRestart: choice('receipts-restart', restart, ['never', 'daily']) }),
    ...(values['round-prices'] === undefined ? {} : { roundFinerPrices: values['round-prices'] }),
    ...(prefix === undefined ? {} : { cancellationPrefix: prefix }),
  }
}
