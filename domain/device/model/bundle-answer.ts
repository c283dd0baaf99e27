import { z } from 'zod'
import { canonical } from '#base/fingerprint'
import { readBundle, writeBundle, type BundleFault, type BundleHeader, type ReadPorts } from './bundle.ts'
import type { WritePorts } from './bundle.ts'
import { sealedSchema } from './policy.ts'

/**
 * What head office puts on the stick for a till: its signed answer and policy, the reservations of the store, and
 * fresh rows of products and members, in the words of their feeds.
 */
const piece = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('answer'), sealed: sealedSchema }),
  z.strictObject({ what: z.literal('policy'), sealed: sealedSchema }),
  z.strictObject({ what: z.literal('reservation'), sealed: sealedSchema }),
  z.strictObject({
    what: z.enum(['products', 'members']),
    rows: z.array(z.record(z.string(), z.unknown())),
    cursor: z.string(),
  }),
])
export type AnswerPiece = z.output<typeof piece>

type Words = Omit<BundleHeader, 'v' | 't' | 'count' | 'totals' | 'from' | 'to'> & Readonly<{ mark: number }>

export function writeAnswerBundle(
  { mark, ...of }: Words,
  pieces: readonly AnswerPiece[],
  ports: WritePorts,
): Promise<Uint8Array> {
  const counted = { from: mark, to: mark, count: pieces.length, totals: { minor: 0, points: 0 } }
  return writeBundle({ ...of, ...counted, v: 1, t: 'answer' }, pieces.map(canonical), ports)
}

export type AnswerBundle = Readonly<{ header: BundleHeader; pieces: readonly AnswerPiece[] }>

/** The till's side; each sealed piece is verified again by whoever takes it. */
export async function readAnswerBundle(
  bytes: Uint8Array,
  ports: ReadPorts,
): Promise<AnswerBundle | BundleFault> {
  const opened = await readBundle(bytes, ports)
  if (typeof opened === 'string') return opened
  const { header, lines } = opened
  if (header.t !== 'answer') return 'bundle_not_ours'
  const pieces: AnswerPiece[] = []
  for (const line of lines) {
    const read = pieceOf(line)
    if (read === null) return 'bundle_content_wrong'
    pieces.push(read)
  }
  return pieces.length === header.count ? { header, pieces } : 'bundle_content_wrong'
}

function pieceOf(line: string): AnswerPiece | null {
  try {
    const read = piece.safeParse(JSON.parse(line))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
