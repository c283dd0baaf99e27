import type { Token } from '../lex.ts'
import type { Finding, SourceFile, Tree } from '../tree.ts'

type Ban = Readonly<{
  rule: string
  run: readonly string[]
  message: string
  unlessBefore?: readonly string[]
}>

const CLOCK = 'read the time from work.at, or take it as an argument'
const DICE = 'take chance from work.random() and ids from work.newId()'
const NETWORK = 'a room reaches no network; record an event, and let a job in server send'

/** Runs of tokens that read a clock, roll dice or reach outside. */
const BANS: readonly Ban[] = [
  { rule: 'clock', run: ['Date', '.', 'now'], message: CLOCK },
  { rule: 'clock', run: ['new', 'Date', '('], message: `${CLOCK}; days and moments come from #base/instant` },
  { rule: 'clock', run: ['performance', '.', 'now'], message: CLOCK },
  { rule: 'clock', run: ['Temporal', '.', 'Now'], message: CLOCK },
  { rule: 'clock', run: ['setTimeout', '('], message: 'nothing waits here; make it a job' },
  { rule: 'clock', run: ['setInterval', '('], message: 'nothing waits here; make it a job' },
  { rule: 'clock', run: ['setImmediate', '('], message: 'nothing waits here; make it a job' },
  { rule: 'dice', run: ['Math', '.', 'random'], message: DICE },
  { rule: 'dice', run: ['crypto', '.', 'randomBytes'], message: DICE },
  { rule: 'dice', run: ['crypto', '.', 'randomUUID'], message: DICE },
  { rule: 'dice', run: ['crypto', '.', 'getRandomValues'], message: DICE },
  { rule: 'network', run: ['fetch', '('], message: NETWORK, unlessBefore: ['.', '?.', 'function'] },
  { rule: 'network', run: ['WebSocket', '('], message: NETWORK },
  {
    rule: 'settings',
    run: ['process', '.', 'env'],
    message: 'server reads the configuration and hands it in',
  },
]

const DICE_NAMES = [
  'randomBytes',
  'randomUUID',
  'randomInt',
  'randomFillSync',
  'randomFill',
  'getRandomValues',
  'webcrypto',
]

/** Time, chance and the outside come in through Work, so a seeded simulation can run a year of shops in seconds. */
export function purity(tree: Tree): Finding[] {
  const files = tree.sources.filter((f) => (f.area === 'domain' || f.area === 'base') && !f.isTest)
  return files.flatMap((file) => [...banned(file), ...diceImports(file), ...floats(file)])
}

function banned(file: SourceFile): Finding[] {
  return file.code.flatMap((token, at) =>
    BANS.filter((ban) => starts(file.code, at, ban) && !(isInstant(file, at) && ban.run[1] === 'Date')).map(
      (ban) => ({
        rule: ban.rule,
        path: file.path,
        line: token.line,
        message: `${ban.run.join('').replace('newDate', 'new Date')}: ${ban.message}`,
      }),
    ),
  )
}

/** base/instant makes Instants out of given milliseconds: `new Date(ms)` reads no clock, `new Date()` does. */
function isInstant(file: SourceFile, at: number): boolean {
  return file.path === 'base/instant.ts' && file.code[at + 3]?.text !== ')'
}

function starts(code: readonly Token[], at: number, ban: Ban): boolean {
  if (ban.unlessBefore?.includes(code[at - 1]?.text ?? '')) return false
  return ban.run.every((text, step) => code[at + step]?.text === text && code[at + step]?.kind !== 'string')
}

function diceImports(file: SourceFile): Finding[] {
  const crypto = file.imports.filter((one) => /^(?:node:)?crypto$/.test(one.package))
  return crypto.flatMap((one) =>
    one.names
      .filter((name) => DICE_NAMES.includes(name))
      .map((name) => ({ rule: 'dice', path: file.path, line: one.line, message: `${name}: ${DICE}` })),
  )
}

/** Money never passes through floating text; statistics may. */
function floats(file: SourceFile): Finding[] {
  if (file.area !== 'domain' || (file.room === 'insight' && file.inside.startsWith('model'))) return []
  const words = file.code.filter(
    (t) => t.kind === 'word' && (t.text === 'toFixed' || t.text === 'parseFloat'),
  )
  return words.map((t) => ({
    rule: 'money',
    path: file.path,
    line: t.line,
    message: `${t.text}: money is read by parseMoney and shown by formatMoney (#base/money)`,
  }))
}
