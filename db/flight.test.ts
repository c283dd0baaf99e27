import { connect as dial, createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { world } from '#test/world/world'
import { pool } from './connect.ts'
import { BEGIN, COMMIT, ROLLBACK } from './flight.ts'

const PART = '/* prepared */ select 10 / $1::int as part'
const WIDE = '/* prepared */ select 9007199254740993::bigint + $1::int as wide'

type Told = Readonly<{ rows: unknown[] }>
/** What each was answered: its rows, or the code of what stood in its way. */
const told = (asked: readonly Promise<unknown>[]) =>
  Promise.allSettled(asked).then((all) =>
    all.map((one) =>
      one.status === 'fulfilled'
        ? (one.value as Told).rows
        : ((one.reason as { code?: string }).code ?? /M5|terminated/.exec(String(one.reason))?.[0]),
    ),
  )

async function connection() {
  const w = await world({ bare: true })
  const made = pool(w.url, 1)
  const own = await made.connect()
  const ask = (text: string, ...values: unknown[]): Promise<unknown> => own.query(text, values)
  // The columns of a hot statement are known when it was answered once.
  await told([ask(BEGIN), ask(PART, 1), ask(WIDE, -9), ask(COMMIT)])
  const end = async () => {
    own.release()
    await made.end()
  }
  return { ask, end, w }
}

test('statements of a work that share a Sync are each answered, in their order', async () => {
  const { ask, end } = await connection()
  try {
    const shared = [
      ask(BEGIN),
      ask(PART, 5),
      ask(PART, 2),
      ask('select 3 as plain'),
      ask(PART, 1),
      ask(COMMIT),
    ]
    expect(await told(shared)).toEqual([[], [{ part: 2 }], [{ part: 5 }], [{ plain: 3 }], [{ part: 10 }], []])
    expect(await told([ask(PART, 10)])).toEqual([[{ part: 1 }]])
    const behind = [
      ask(BEGIN),
      ask(PART, 5),
      ask(COMMIT),
      ask(PART, 0),
      ask(BEGIN),
      ask(PART, 1),
      ask(COMMIT),
    ]
    expect(await told(behind)).toEqual([[], [{ part: 2 }], [], '22012', [], [{ part: 10 }], []])
  } finally {
    await end()
  }
})

test('behind one that fails in a work nothing is done, and each is told so; the next work is whole', async () => {
  const { ask, end } = await connection()
  try {
    const failing = [ask(BEGIN), ask(PART, 5), ask(PART, 0), ask(PART, 2), ask(COMMIT)]
    expect(await told(failing)).toEqual([[], [{ part: 2 }], '22012', '25P02', '25P02'])
    expect(await told([ask(PART, 1), ask(ROLLBACK), ask(PART, 2)])).toEqual(['25P02', [], [{ part: 5 }]])
    expect(await told([ask(BEGIN), ask(PART, 1), ask(COMMIT)])).toEqual([[], [{ part: 10 }], []])
    // Behind the end of a work each stands for itself again.
    expect(await told([ask(PART, 5), ask(PART, 0), ask(PART, 2)])).toEqual([
      [{ part: 2 }],
      '22012',
      [{ part: 5 }],
    ])
  } finally {
    await end()
  }
})

test('an answer that cannot be read is the trouble of one statement alone', async () => {
  const { ask, end } = await connection()
  try {
    const asked = [ask(BEGIN), ask(WIDE, 0), ask(PART, 2), ask(COMMIT)]
    expect(await told(asked)).toEqual([[], 'M5', [{ part: 5 }], []])
  } finally {
    await end()
  }
})

test('what is lost with the connection is told of everyone on the way', async () => {
  const { w, end } = await connection()
  const wires: Socket[] = []
  const { hostname, port } = new URL(w.url)
  const between = createServer((near) => {
    const far = dial(Number(port), hostname)
    wires.push(near, far)
    near
      .on('error', () => undefined)
      .pipe(far.on('error', () => undefined))
      .pipe(near)
  })
  await new Promise<void>((ready) => between.listen(0, '127.0.0.1', ready))
  const url = new URL(w.url)
  url.port = String((between.address() as { port: number }).port)
  // By the wire between, not by the socket.
  url.searchParams.delete('host')
  const made = pool(url.href, 1)
  const own = await made.connect()
  try {
    const ask = (text: string, ...values: unknown[]): Promise<unknown> => own.query(text, values)
    await told([ask(BEGIN), ask(PART, 1), ask('/* prepared */ select pg_sleep($1)', 0), ask(COMMIT)])
    const lost = told([ask(BEGIN), ask('/* prepared */ select pg_sleep($1)', 600), ask(PART, 1), ask(COMMIT)])
    for (const wire of wires) wire.destroy()
    expect((await lost).every((one) => one === 'terminated')).toBe(true)
  } finally {
    own.release(true)
    await made.end()
    between.close()
    await end()
  }
})
