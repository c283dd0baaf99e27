import { lookup } from 'node:dns/promises'
import smpp from 'smpp'
import type { SmppSettings } from '#domain/campaign/contract/carrier'
import type { HandOff, Mailer, Receipt, Reply } from '#domain/campaign/model'
import { later, refused } from './answers.ts'
import { e164 } from './phone.ts'
import { isPublic } from './reach.ts'
import { deliverOf } from './smpp-deliver.ts'
import { smsParts, type SmsPart } from './smpp-text.ts'

export type Heard = Readonly<{ receipts: readonly Receipt[]; replies: readonly Reply[] }>

type Having = SmppSettings &
  Readonly<{
    secret: string
    /** Hosts the operator allows though they are private; carriers are often reached over a tunnel. */
    allowed: ReadonlySet<string>
    hear: (heard: Heard) => Promise<void>
    /** Answers and signs of life are waited for so long. */
    answerMs?: number
    /** Between two signs of life. */
    lifeMs?: number
    /** Before the first attempt to connect again; doubles each time. */
    pauseMs?: number
  }>

export type Line = Mailer &
  Readonly<{
    /** Connects if need be, so that receipts and replies come in while nothing is sent. */
    keep(): Promise<boolean>
    close(): void
  }>

const ANSWER_MS = 10_000
const LIFE_MS = 30_000
const PAUSE_MS = 1_000
/** After so many vain attempts in a row the line rests until it is asked for again. */
const MOST_TRIES = 6
const VERSION_3_4 = 0x34
const INTERNATIONAL = 0x01
const ISDN = 0x01
const ALPHANUMERIC = 0x05

type State = {
  session: smpp.Session | null
  binding: Promise<smpp.Session | null> | null
  closed: boolean
  reference: number
}

/**
 * A line to a carrier by SMPP 3.4, bound to send and to receive; it connects again by itself a bounded number of times.
 */
export function smppLine(of: Having): Line {
  const state: State = { session: null, binding: null, closed: false, reference: 0 }
  const bound = () => {
    if (state.session) return Promise.resolve(state.session)
    state.binding ??= bind(of, state).finally(() => (state.binding = null))
    return state.binding
  }
  return {
    send: async (mail) => {
      const session = await bound()
      if (!session) return later('ECONNREFUSED not bound')
      state.reference = (state.reference + 1) & 0xff
      return submit(session, of, { to: mail.to, parts: smsParts(mail.text, state.reference) })
    },
    keep: async () => (await bound()) !== null,
    close: () => {
      state.closed = true
      const { session } = state
      state.session = null
      if (!session) return
      session.unbind(() => session.close())
      setTimeout(() => session.destroy(), of.answerMs ?? ANSWER_MS).unref()
    },
  }
}

async function bind(of: Having, state: State): Promise<smpp.Session | null> {
  for (let attempt = 1; attempt <= MOST_TRIES && !state.closed; attempt++) {
    if (attempt > 1) await pause((of.pauseMs ?? PAUSE_MS) * 2 ** (attempt - 2))
    const session = await connected(of).catch(() => null)
    if (!session) continue
    const answer = await answered(of, (done) =>
      session.bind_transceiver(
        {
          system_id: of.systemId,
          password: of.secret,
          system_type: of.systemType,
          interface_version: VERSION_3_4,
        },
        done,
      ),
    )
    if (answer?.command_status === 0) return live(session, of, state)
    session.destroy()
  }
  return null
}

const pause = (ms: number) => new Promise<void>((go) => setTimeout(go, ms).unref())

/** The address is looked at before it is called, as for every request to the outside. */
async function connected(of: Having): Promise<smpp.Session | null> {
  const found = await lookup(of.host, { all: true })
  const free = of.allowed.has(of.host) || of.allowed.has(`${of.host}:${of.port}`)
  const [first] = found
  if (!first || (!free && !found.every(({ address }) => isPublic(address)))) return null
  const session = smpp.connect({
    host: first.address,
    port: of.port,
    tls: of.tls,
    ...(of.tls ? { servername: of.host } : {}),
  })
  return new Promise((done) => {
    const timer = setTimeout(() => fail(), of.answerMs ?? ANSWER_MS)
    const fail = () => {
      clearTimeout(timer)
      session.destroy()
      done(null)
    }
    // Kept for the session's whole life: an unheard error of a socket would end the program.
    session.on('error', fail)
    session.once(of.tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      done(session)
    })
  })
}

/** An answer, or null after a silence. */
function answered(of: Having, ask: (done: (pdu: smpp.Pdu) => void) => boolean): Promise<smpp.Pdu | null> {
  return new Promise((done) => {
    const timer = setTimeout(() => done(null), of.answerMs ?? ANSWER_MS)
    const asked = ask((pdu) => {
      clearTimeout(timer)
      done(pdu)
    })
    if (asked) return
    clearTimeout(timer)
    done(null)
  })
}

function live(session: smpp.Session, of: Having, state: State): smpp.Session {
  state.session = session
  const life = setInterval(async () => {
    const sign = await answered(of, (done) => session.enquire_link({}, done))
    if (!sign) session.destroy()
  }, of.lifeMs ?? LIFE_MS)
  life.unref()
  const over = () => {
    clearInterval(life)
    if (state.session !== session) return
    state.session = null
    if (!state.closed) state.binding ??= bind(of, state).finally(() => (state.binding = null))
  }
  session.on('close', over)
  session.on('enquire_link', (pdu: smpp.Pdu) => session.send(pdu.response()))
  session.on('unbind', (pdu: smpp.Pdu) => {
    session.send(pdu.response())
    session.close()
  })
  session.on('deliver_sm', (pdu: smpp.Pdu) => void take(session, of, pdu))
  return session
}

/** System error: the carrier keeps what it could not give us and brings it again. */
const NOT_NOW = 0x08

/** Answered only when it is written down: what is not answered is brought again. */
async function take(session: smpp.Session, of: Having, pdu: smpp.Pdu): Promise<void> {
  const heard = deliverOf(pdu)
  const kept = await of.hear(heard).then(
    () => true,
    () => false,
  )
  session.send(pdu.response(kept ? {} : { command_status: NOT_NOW }))
}

async function submit(
  session: smpp.Session,
  of: Having,
  { to, parts }: Readonly<{ to: string; parts: readonly SmsPart[] }>,
): Promise<HandOff> {
  const destination = e164(to, of.country).slice(1)
  let ref = ''
  for (const [at, { bytes, udh, dataCoding }] of parts.entries()) {
    const alphanumeric = /[A-Za-z]/.test(of.source)
    const answer = await answered(of, (done) =>
      session.submit_sm(
        {
          source_addr: of.source,
          source_addr_ton: alphanumeric ? ALPHANUMERIC : 0,
          destination_addr: destination,
          dest_addr_ton: INTERNATIONAL,
          dest_addr_npi: ISDN,
          data_coding: dataCoding,
          // One receipt for the whole text: that of its last part.
          registered_delivery: at === parts.length - 1 ? 1 : 0,
          short_message: udh ? { udh, message: bytes } : bytes,
        },
        done,
      ),
    )
    if (!answer) return later('ETIMEDOUT no answer')
    const { command_status: status } = answer
    if (status !== 0) return judge(status)
    ref = answer.message_id ?? ''
  }
  return { outcome: 'taken', ref }
}

/** Invalid length, destination, or a numbering plan that no carrier has: nothing a second attempt could change. */
const NEVER = new Set([0x01, 0x0b, 0x50, 0x51])

function judge(status: number): HandOff {
  const said = `SMPP 0x${status.toString(16).padStart(2, '0')}`
  return NEVER.has(status) ? refused(said) : later(said)
}
