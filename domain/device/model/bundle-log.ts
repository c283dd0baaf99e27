import { canonical } from '#base/fingerprint'
import type { Instant } from '#base/instant'
import { must, present } from '#base/must'
import { worthOfAll, type Worth } from './answer.ts'
import {
  MOST_BUNDLE_BYTES,
  readBundle,
  writeBundle,
  type BundleFault,
  type BundleHeader,
  type ReadPorts,
  type WritePorts,
} from './bundle.ts'
import { readEvent, segmentSchema, type Segment } from './event.ts'

/** Who writes a bundle of a log, and for whom; the key in base64. */
export type BundleSender = Readonly<{
  chain: string
  device: string
  headSealKey: string
  anchor: Instant
}>

/** What an epoch of a log is written by: each life of a till has a key of its own, in base64. */
export type BundleHand = Readonly<{ signKey: string; ports: WritePorts }>

/** Plain text of one bundle at most: a browser holds it easily, and packed it fits one request (5 MiB). */
const MOST_CHARS = 4 * 1024 * 1024

/**
 * The tail of a log as files, each of segments in a row of one epoch; usually one. What earlier lives of the till wrote
 * and head office has not judged is in files of its own, signed by the key of that life, because a file is believed by
 * one key (D12). Written by the till, read by `readLogBundle`.
 */
export async function writeLogBundles(
  of: BundleSender,
  segments: readonly Segment[],
  handOf: (epoch: number) => Promise<BundleHand>,
): Promise<Uint8Array[]> {
  const files: Uint8Array[] = []
  for (const group of groupsOf(segments)) {
    const first = present(group[0], 'bundle: a group has a segment')
    const last = present(group.at(-1), 'bundle: a group has a segment')
    const { headSealKey: sealedTo, ...who } = of
    const { signKey, ports } = await handOf(first.epoch)
    const counted = { count: last.to - first.from + 1, totals: totalsOf(group) }
    const header: BundleHeader = {
      ...who,
      ...counted,
      v: 1,
      t: 'log',
      epoch: first.epoch,
      signKey,
      from: first.from,
      to: last.to,
      sealedTo,
    }
    const file = await writeBundle(header, group.map(canonical), ports)
    must(file.length <= MOST_BUNDLE_BYTES, 'bundle: a file is within its bounds')
    files.push(file)
  }
  return files
}

function groupsOf(segments: readonly Segment[]): Segment[][] {
  const groups: Segment[][] = []
  let chars = 0
  for (const segment of segments) {
    const own = segment.events.reduce((sum, text) => sum + text.length, 0)
    const last = groups.at(-1)
    const before = last?.at(-1)
    const follows = before && before.epoch === segment.epoch && before.to + 1 === segment.from
    if (last && follows && chars + own <= MOST_CHARS) {
      last.push(segment)
      chars += own
    } else {
      groups.push([segment])
      chars = own
    }
  }
  return groups
}

function totalsOf(segments: readonly Segment[]): Worth {
  const events = segments.flatMap((segment) => segment.events.map(readEvent))
  return worthOfAll(events.filter((event) => typeof event !== 'string'))
}

export type LogBundle = Readonly<{ header: BundleHeader; segments: readonly Segment[] }>

/** Reads a bundle of a log back: segments in a row that come to what the header says. */
export async function readLogBundle(bytes: Uint8Array, ports: ReadPorts): Promise<LogBundle | BundleFault> {
  const opened = await readBundle(bytes, ports)
  if (typeof opened === 'string') return opened
  const { header, lines } = opened
  if (header.t !== 'log') return 'bundle_not_ours'
  const segments: Segment[] = []
  let next = header.from
  for (const line of lines) {
    const segment = segmentOf(line)
    const own = segment !== null && segment.device === header.device && segment.epoch === header.epoch
    if (!own || segment.from !== next || segment.to - segment.from + 1 !== segment.events.length)
      return 'bundle_content_wrong'
    segments.push(segment)
    next = segment.to + 1
  }
  const totals = totalsOf(segments)
  const counted = next === header.to + 1 && header.count === next - header.from && header.count > 0
  const same = totals.minor === header.totals.minor && totals.points === header.totals.points
  return counted && same ? { header, segments } : 'bundle_content_wrong'
}

function segmentOf(line: string): Segment | null {
  try {
    const read = segmentSchema.safeParse(JSON.parse(line))
    return read.success && canonical(read.data) === line ? read.data : null
  } catch {
    return null
  }
}
