import { connect, type Socket } from 'node:net'
import { must } from '#base/must'

export type Asked = Readonly<{
  method: string
  path: string
  headers?: Record<string, string>
  body: unknown
}>
export type Answered = Readonly<{ status: number; head: string; body: string }>

/** One connection that is kept alive and asks one question at a time. */
export type Wire = Readonly<{
  ask(asked: Asked): Promise<Answered>
  /** Whether the server has kept it alive: nobody asks on it for a while when other ways are measured. */
  isOpen(): boolean
  close(): void
}>

type Waiting = { resolve(answered: Answered): void; reject(trouble: Error): void } | null

/**
 * A client that does as little as HTTP/1.1 allows: on a machine that also runs the server and the database, every
 * microsecond of a comfortable client would be taken from what is measured.
 */
export async function wire(port: number): Promise<Wire> {
  const socket = await opened(port)
  let waiting: Waiting = null
  let received = Buffer.alloc(0)
  socket.on('data', (bytes) => {
    received = received.length === 0 ? bytes : Buffer.concat([received, bytes])
    const answered = readAnswer(received)
    if (!answered) return
    received = Buffer.alloc(0)
    const { resolve } = waiting ?? { resolve: () => undefined }
    waiting = null
    resolve(answered)
  })
  const gone = () => new Error('The server closed the connection.')
  const fail = (trouble: Error) => {
    waiting?.reject(trouble)
    waiting = null
  }
  socket.on('close', () => fail(gone()))
  socket.on('error', fail)
  return {
    ask: (asked) =>
      new Promise((resolve, reject) => {
        must(waiting === null, 'B2: a connection asks one question at a time')
        if (socket.destroyed) return reject(gone())
        waiting = { resolve, reject }
        socket.write(requestText(port, asked))
      }),
    isOpen: () => !socket.destroyed,
    close: () => socket.destroy(),
  }
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

function requestText(port: number, { method, path, headers = {}, body }: Asked): string {
  const text = JSON.stringify(body)
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return (
    `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${more.join('')}` +
    `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
  )
}

const END = Buffer.from('\r\n\r\n')

/** Null while some of the answer is missing. Without `accept-encoding` the host always says how long a body is. */
function readAnswer(received: Buffer): Answered | null {
  const end = received.indexOf(END)
  if (end === -1) return null
  const head = received.toString('latin1', 0, end)
  const length = /^content-length: (\d+)\r?$/im.exec(head)?.[1]
  must(length !== undefined, 'B2: the host says how long its answer is')
  const whole = end + END.length + Number(length)
  if (received.length < whole) return null
  const status = Number(head.slice(9, 12))
  return { status, head, body: received.toString('utf8', end + END.length, whole) }
}
