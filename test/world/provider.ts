import { createServer, type IncomingMessage } from 'node:http'
import { onTestFinished } from 'vitest'

export type Heard = Readonly<{
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
  /** What came, where it is no text. */
  bytes: Buffer
}>
export type Provider = Readonly<{ url: string; host: string; heard: Heard[] }>
export type Says = Readonly<{ status?: number; headers?: Record<string, string>; body: unknown }>

/** A real HTTP server that stands for a provider: it keeps every request, byte for byte, and answers as it is told. */
export async function provider(answer: (of: Heard) => Says | Promise<Says>): Promise<Provider> {
  const heard: Heard[] = []
  const server = createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', async () => {
      const { method = '', url = '', headers } = request
      const bytes = Buffer.concat(parts)
      const of = { method, url, headers, body: bytes.toString('utf8'), bytes }
      heard.push(of)
      const { status = 200, headers: more = {}, body } = await answer(of)
      reply.writeHead(status, { 'content-type': 'application/json', ...more })
      reply.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  onTestFinished(
    () =>
      new Promise<void>((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  )
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}/`, host: `127.0.0.1:${port}`, heard }
}
