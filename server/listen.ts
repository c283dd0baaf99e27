import type { FastifyInstance } from 'fastify'

export const USUAL_PORT = 4100
/** How many ports are tried after the usual one; a machine with more programs than this has a person to choose. */
const TRIES = 20

/** Listens on the port asked for, or on the first free one; answers the port. Throws in both languages when taken. */
export async function listen(
  app: FastifyInstance,
  wish: { host: string; port: number | null },
): Promise<number> {
  const first = wish.port ?? USUAL_PORT
  const last = wish.port === null ? first + TRIES - 1 : first
  for (let port = first; port <= last; port++) {
    if (await tryPort(app, wish.host, port)) return portOf(app)
  }
  throw new Error(
    wish.port === null
      ? `Ports ${first} to ${last} are all in use. Set PORT to a free one.\n${first} 到 ${last} 端口均被占用，请用 PORT 指定空闲端口。`
      : `Port ${first} is in use by another program. Set PORT to a free one.\n端口 ${first} 已被其他程序占用，请用 PORT 指定空闲端口。`,
  )
}

async function tryPort(app: FastifyInstance, host: string, port: number): Promise<boolean> {
  try {
    await app.listen({ host, port })
    return true
  } catch (trouble) {
    if ((trouble as { code?: string }).code === 'EADDRINUSE') return false
    throw trouble
  }
}

function portOf(app: FastifyInstance): number {
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
