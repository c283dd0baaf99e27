import { ROOMS } from '#base/rooms'
import type { Finding, SourceFile, TextFile, Tree } from '../tree.ts'

/** Statements are written in lower case here (or shouted); a sentence in a catalogue starts with one capital. */
const STATEMENT = new RegExp(
  '^\\s*(?:' +
    [
      'select\\s[\\s\\S]*\\sfrom\\s',
      'select\\s+[\\w.]+\\(',
      'insert\\s+into\\s',
      'update\\s+\\S+\\s+(?:as\\s+\\w+\\s+|\\w+\\s+)?set\\s',
      'delete\\s+from\\s',
      'with\\s+(?:recursive\\s+)?\\w+\\s*(?:\\([^)]*\\)\\s*)?as\\s*(?:not\\s+)?(?:materialized\\s*)?\\(',
      'truncate\\s+(?:table\\s+)?\\w+\\.',
      'copy\\s+(?:\\(|[\\w.]+\\s*(?:\\([^)]*\\)\\s*)?(?:from|to)\\s)',
    ].join('|') +
    ')',
)
const CLOCK = new RegExp(
  '\\b(?:now\\s*\\(\\s*\\)|(?:clock|statement|transaction)_timestamp|current_(?:timestamp|date|time)\\b|' +
    'localtimestamp|timeofday)',
  'i',
)
const DICE = /\b(?:random\s*\(|gen_random_uuid|uuidv7\s*\(|uuid_generate)/i
const SCHEMAS = new Set<string>([...ROOMS, 'house', 'public', 'pgboss'])
const TABLE =
  /\b(?:from|join|into|update|table|only|truncate|copy|using|references)\s+"?([a-z_]+)"?\.\s*"?[a-z_]+/gi
const CALL = /(?:^|[^\w.])"?([a-z_]+)"?\."?[a-z_]+"?\s*\(/gi
/** Uses of `from` that name no table. */
const NO_TABLE = /\bdistinct\s+from\b|\b(?:extract|substring|overlay|trim|position)\s*\([^()]*?\bfrom\b/gi

/** SQL lives in stores, and a store touches only its own room's tables. */
export function sqlPlaces(tree: Tree): Finding[] {
  return [...tree.sources.flatMap(inSource), ...tree.texts.filter(isMigration).flatMap(inMigration)]
}

const isMigration = (file: TextFile): boolean =>
  file.path.startsWith('db/migrations/') && file.path.endsWith('.sql')
const isStore = (file: SourceFile): boolean => /^store\.ts$|^store\//.test(file.inside)

function inSource(file: SourceFile): Finding[] {
  const mayHold = ['db', 'tools', 'test'].includes(file.area) || file.isTest
  const store = file.area === 'domain' && isStore(file)
  if (store)
    return statements(file).flatMap((s) => [...foreignSchemas(file, s), ...clocks(file.path, s.text, s.line)])
  if (mayHold) return []
  return [...strayTags(file), ...statements(file).map((s) => stray(file, s.line))]
}

function stray(file: SourceFile, line: number): Finding {
  const message = 'SQL lives only in store.ts or store/ of a room, and in db; ask a function of the store'
  return { rule: 'sql', path: file.path, line, message }
}

function strayTags(file: SourceFile): Finding[] {
  const tags = file.imports.filter((one) => one.package === 'kysely' && one.names.includes('sql'))
  return tags.map((one) => stray(file, one.line))
}

type Statement = Readonly<{ text: string; line: number }>

/** Templates tagged `sql`, and any text that reads as a statement. */
function statements(file: SourceFile): Statement[] {
  return file.code.flatMap((token, at) => {
    if (token.kind !== 'template' && token.kind !== 'string') return []
    const isTagged = token.kind === 'template' && isStore(file) && taggedSql(file, at)
    return isTagged || STATEMENT.test(token.text) ? [{ text: token.text, line: token.line }] : []
  })
}

/** sql`…`, sql<Row>`…`, sql.raw(`…`): a template right after something that belongs to the tag. */
function taggedSql(file: SourceFile, at: number): boolean {
  for (let back = at - 1; back >= 0 && at - back < 80; back--) {
    const text = file.code[back]?.text
    if (text === 'sql') return true
    if (text === ';' || text === '=' || text === 'return' || text === 'await') return false
  }
  return false
}

function foreignSchemas(file: SourceFile, statement: Statement): Finding[] {
  const text = statement.text.replace(/--.*$/gm, '').replace(NO_TABLE, ' ')
  const named = [...text.matchAll(TABLE), ...text.matchAll(CALL)].map((m) => m[1]?.toLowerCase() ?? '')
  const foreign = new Set(named.filter((schema) => SCHEMAS.has(schema) && schema !== file.room))
  return [...foreign].map((schema) => ({
    rule: 'schema',
    path: file.path,
    line: statement.line,
    message: `${schema}.…: a store touches only schema ${file.room}; call #domain/${schema}/index instead`,
  }))
}

function clocks(path: string, text: string, line: number): Finding[] {
  const bare = text.replace(/--.*$/gm, '')
  const found: Finding[] = []
  if (CLOCK.test(bare))
    found.push({ rule: 'clock', path, line, message: 'SQL reads no clock; pass ${work.at}' })
  if (DICE.test(bare))
    found.push({ rule: 'dice', path, line, message: 'SQL makes no ids and rolls no dice; pass work.newId()' })
  return found
}

function inMigration(file: TextFile): Finding[] {
  return file.text.split('\n').flatMap((text, at) => clocks(file.path, text, at + 1))
}
