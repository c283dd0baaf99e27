import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { must } from '#base/must'
import type { Timed } from './bench-insight-sql.ts'

// DuckDB is no part of the program and never needed: it is measured where Python has its package.
const SCRIPT = `
import json, sys, time
try:
    import duckdb
except ImportError:
    print(json.dumps(None)); sys.exit(0)
wish = json.load(sys.stdin)
db = duckdb.connect(':memory:')
for statement in wish['before']: db.execute(statement)
timed = []
for round in range(wish['rounds']):
    for forget in wish['forget']: db.execute(forget)
    for task in wish['tasks']:
        began = time.perf_counter()
        rows = db.execute(task['text']).fetchall()
        seconds = time.perf_counter() - began
        timed.append({'name': task['name'], 'seconds': seconds, 'rows': [[int(c) for c in r] for r in rows]})
threads = db.execute("select current_setting('threads')").fetchone()[0]
print(json.dumps({'version': duckdb.__version__, 'threads': threads, 'timed': timed}))
`

export type DuckWish = Readonly<{
  before: readonly string[]
  forget: readonly string[]
  tasks: readonly Readonly<{ name: string; text: string }>[]
  rounds: number
}>
export type Duck = Readonly<{ version: string; threads: number; timed: readonly Timed[] }>

/** Runs statements in DuckDB, in a process of its own; null where there is no Python or no package of it. */
export async function duckdb(wish: DuckWish, stopping: AbortSignal): Promise<Duck | null> {
  const child = spawn('python3', ['-c', SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'], signal: stopping })
  const said: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
  // A child without the package ends before it has read its wish; what it says then is enough.
  child.stdin.on('error', () => undefined)
  child.stdin.end(JSON.stringify(wish))
  try {
    const [code] = await once(child, 'close')
    must(code === 0, 'B6: DuckDB answers the questions it is asked')
  } catch (trouble) {
    if ((trouble as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw trouble
  }
  // The last line: DuckDB itself may have said something before.
  const line = Buffer.concat(said).toString().trim().split('\n').at(-1)
  return JSON.parse(line ?? 'null') as Duck | null // The script above says so.
}
