import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

/** Beside the room that tells of it, in the sources and in the build alike. */
const FILE = new URL('../../domain/demo/cdnow/transactions.csv.gz', import.meta.url)

/** The CDNOW sample as CSV text: source and licence stand beside the file. */
export async function shippedPurchases(): Promise<string> {
  return (await promisify(gunzip)(await readFile(FILE))).toString('utf8')
}
