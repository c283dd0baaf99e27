import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyReply } from 'fastify'
import type { FileReply } from '#base/endpoint'

export type Spooled = Readonly<{ name: string; type: string; content: string | Uint8Array | Readable }>

/**
 * A file that is made while reading the database is written out inside the work and sent after it, so that a slow
 * download never holds a transaction open. The file has no name any more when it is sent, so nothing is left behind.
 */
export async function spool({ name, type, content }: FileReply): Promise<Spooled> {
  if (typeof content === 'string' || content instanceof Uint8Array) return { name, type, content }
  const folder = await mkdtemp(join(tmpdir(), 'zhiji-file-'))
  try {
    const path = join(folder, 'content')
    await pipeline(Readable.from(content), createWriteStream(path, { mode: 0o600 }))
    const handle = await open(path, 'r')
    return { name, type, content: createReadStream(path, { fd: handle, autoClose: true }) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Sends a download; the plain name is for old readers, the starred one carries every script (RFC 6266). */
export function sendFile(reply: FastifyReply, file: Spooled): FastifyReply {
  const plain = file.name.replaceAll(/[^\w.-]/g, '_')
  const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`
  return reply
    .header('content-type', file.type)
    .header('content-disposition', disposition)
    .header('cache-control', 'no-store')
    .send(file.content instanceof Uint8Array ? Buffer.from(file.content) : file.content)
}
