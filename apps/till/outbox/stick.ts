import { must, present } from '#base/must'
import { readAnswerBundle, type AnswerPiece } from '#domain/device/model/bundle-answer'
import { readHeader, type ReadPorts, type WritePorts } from '#domain/device/model/bundle'
import {
  gunzipWith,
  gzipWith,
  NONCE_BYTES,
  openWith,
  sealWith,
  sha256With,
} from '#domain/device/model/bundle-web'
import { writeLogBundles, type BundleHand } from '#domain/device/model/bundle-log'
import type { TillClock } from '#domain/device/model/till-clock'
import { memberRow, productRow } from '#domain/device/contract/feed'
import { bytesOf, publicText } from '../keys.ts'
import type { OwnLog } from '../shelf/own-log.ts'
import type { reservationsOn } from '../shelf/reservations.ts'
import type { Shelf } from '../shelf/shelf.ts'
import type { Enrolled } from '../shell/enrolling.ts'
import type { Stick, StickFault, StickFile } from './sync-state.ts'
import { takeMembers, takeProducts } from './feeds.ts'
import type { OwnOutbox } from './outbox.ts'
import { takeAnswer } from './sync.ts'

type Parts = Readonly<{
  shelf: Shelf
  enrolled: Enrolled
  clock: TillClock
  log: OwnLog
  outbox: OwnOutbox
  reservations: ReturnType<typeof reservationsOn>
  productsChanged: () => void
}>

const { subtle } = crypto
const sha256 = (bytes: Uint8Array) => sha256With(subtle, bytes)

/** The log's tail as a file for a stick, and head office's answer read from one (C91, X6). */
export function makeStick(parts: Parts): Stick {
  return {
    save: () => save(parts),
    read: async (bytes) => {
      const opened = await readAnswerBundle(bytes, readPorts(parts))
      if (opened === 'bundle_signature_wrong') return 'signature'
      if (opened === 'bundle_not_ours' || opened === 'device_unknown') return 'elsewhere'
      if (typeof opened === 'string') return 'unreadable'
      return takeAll(parts, opened.pieces)
    },
  }
}

async function save({ enrolled, clock, log }: Parts): Promise<readonly StickFile[]> {
  const { identity, secrets } = enrolled
  const segments = await log.everything()
  const sender = {
    chain: identity.chain,
    device: identity.device,
    headSealKey: secrets.headSealKey,
    anchor: clock.anchor(),
  }
  const handOf = async (epoch: number): Promise<BundleHand> => {
    const keys = present(await log.keysOf(epoch), 'till: what was signed has its key')
    return { signKey: await publicText(keys.sign), ports: writePorts({ secrets, keys }) }
  }
  return (await writeLogBundles(sender, segments, handOf)).map((file) => named(file, identity.code))
}

/** By till, epoch and numbers, so that files of one log lie in their order on the stick; the content decides. */
function named(file: Uint8Array, code: string): StickFile {
  const header = readHeader(file)
  must(typeof header !== 'string', 'till: a file that was written can be read')
  const { epoch, from, to, count } = header
  const digits = (n: number) => String(n).padStart(7, '0')
  const name = `zhiji-${code}-${epoch}-${digits(from)}-${digits(to)}.zjb`
  return { name, bytes: new Uint8Array(file), events: count }
}

const writePorts = ({ secrets, keys }: Pick<Enrolled, 'secrets' | 'keys'>): WritePorts => ({
  seal: (plain, bound) => {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
    return sealWith(subtle, { to: bytesOf(secrets.headSealKey), nonce, plain, bound })
  },
  sign: async (bytes) =>
    new Uint8Array(await subtle.sign('Ed25519', keys.sign.privateKey, new Uint8Array(bytes))),
  hash: sha256,
  gzip: gzipWith,
})

const readPorts = ({ enrolled: { identity, secrets, keys } }: Parts): ReadPorts => ({
  admit: async (header) =>
    header.chain !== identity.chain || header.device !== identity.device ? 'bundle_not_ours' : null,
  verify: async (header, bytes, signature) => {
    if (header.signKey !== secrets.headSignKey) return false
    const key = await subtle.importKey('raw', bytesOf(secrets.headSignKey), 'Ed25519', false, ['verify'])
    return subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(bytes))
  },
  open: async (sealed, bound) => {
    const { privateKey } = keys.seal
    return openWith(subtle, { privateKey, publicKey: bytesOf(await publicText(keys.seal)), sealed, bound })
  },
  hash: sha256,
  gunzip: gunzipWith,
})

/** The pieces in their order; each signed one is verified again by whoever takes it. */
async function takeAll(parts: Parts, pieces: readonly AnswerPiece[]): Promise<number | StickFault> {
  const { outbox, reservations } = parts
  let answered = 0
  for (const piece of pieces) {
    if (piece.what === 'answer') {
      const answer = await takeAnswer(outbox, piece.sealed).catch(() => null)
      if (answer === null) return 'signature'
      answered += await outbox.answered(answer)
    } else if (piece.what === 'policy') await outbox.policyCame(piece.sealed)
    else if (piece.what === 'reservation') await reservations.keep(piece.sealed)
    else await takeRows(parts, piece)
  }
  return answered
}

type Rows = Extract<AnswerPiece, { what: 'products' | 'members' }>

async function takeRows({ shelf, productsChanged }: Parts, { what, rows, cursor }: Rows): Promise<void> {
  const page = { gone: [], cursor, more: false }
  if (what === 'products') {
    await takeProducts(shelf, { ...page, rows: productRow.array().parse(rows) })
    return productsChanged()
  }
  const salt = (await shelf.kept.get('mobile salt'))?.value
  await takeMembers(shelf, {
    ...page,
    rows: memberRow.array().parse(rows),
    salt: typeof salt === 'string' ? salt : '',
  })
}
