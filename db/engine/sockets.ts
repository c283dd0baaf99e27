import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

// The socket lies in the folder of the data, which only its owner may enter; the password is asked for all the same.

/** The longest path of a socket, in bytes: 103 on macOS, a few more on Linux. */
const LONGEST_PATH = 103
const LONGEST_PORT = 65_535

const nameOf = (port: number): string => `.s.PGSQL.${port}`

/** The setting that makes a server listen in its own folder: empty where the path would be too long for a socket. */
export function socketSetting(cluster: string): string {
  const path = join(cluster, nameOf(LONGEST_PORT))
  // A list of folders: one with a comma or a blank in its name stands in quotes.
  return Buffer.byteLength(path) > LONGEST_PATH ? '' : `"${cluster.replaceAll('"', '""')}"`
}

/** The folder of the socket on which the server of this port listens; undefined when it listens on none. */
export async function socketsOf(cluster: string, port: number): Promise<string | undefined> {
  const is = await stat(join(cluster, nameOf(port))).catch(() => undefined)
  return is?.isSocket() === true ? cluster : undefined
}

/** A server that was killed leaves its sockets, and the next one listens on another port. */
export async function clearSockets(cluster: string): Promise<void> {
  const names = await readdir(cluster)
  const left = names.filter((name) => /^\.s\.PGSQL\.\d+(?:\.lock)?$/.test(name))
  for (const name of left) await rm(join(cluster, name), { force: true })
}
