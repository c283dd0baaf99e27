import smpp from 'smpp'
import { onTestFinished } from 'vitest'

export type Submitted = Readonly<{
  id: string
  to: string
  from: string
  text: string
  dataCoding: number
  udh: string | null
  receipt: boolean
}>

export type Smsc = Readonly<{
  port: number
  submitted: Submitted[]
  binds: { systemId: string; password: string; command: string }[]
  links: () => number
  /** Brings something to whoever is bound, and answers what they said to it. */
  deliver(of: Readonly<Record<string, unknown>>): Promise<number>
  /** Cuts every line, as a network does. */
  cut(): void
}>

/** A real SMPP server on this machine; `status` answers a submission with an error of the protocol. */
export async function smsc(
  of: Readonly<{ password: string; status?: (to: string) => number; silent?: () => boolean }>,
): Promise<Smsc> {
  const submitted: Submitted[] = []
  const binds: Smsc['binds'] = []
  const bound = new Set<smpp.Session>()
  let links = 0
  const server = smpp.createServer((session) => {
    session.on('error', () => session.destroy())
    session.on('close', () => bound.delete(session))
    session.on('bind_transceiver', (pdu: smpp.Pdu) => {
      const { system_id: systemId = '', password = '', command } = pdu
      binds.push({ systemId, password, command })
      const right = password === of.password
      session.send(pdu.response(right ? { system_id: 'smsc' } : { command_status: 0x0e }))
      if (right) bound.add(session)
    })
    session.on('enquire_link', (pdu: smpp.Pdu) => {
      links++
      if (of.silent?.() !== true) session.send(pdu.response())
    })
    session.on('unbind', (pdu: smpp.Pdu) => {
      session.send(pdu.response())
      session.close()
    })
    session.on('submit_sm', (pdu: smpp.Pdu) => {
      const status = of.status?.(pdu.destination_addr ?? '') ?? 0
      if (status !== 0) return void session.send(pdu.response({ command_status: status }))
      const taken = takenFrom(pdu, `m${submitted.length + 1}`)
      submitted.push(taken)
      session.send(pdu.response({ message_id: taken.id }))
    })
  })
  const port = await opened(server)
  const deliver = (what: Readonly<Record<string, unknown>>) =>
    new Promise<number>((done) => {
      const [session] = bound
      session?.deliver_sm(what, (pdu) => done(pdu.command_status))
    })
  const cut = () => bound.forEach((session) => session.destroy())
  return { port, submitted, binds, links: () => links, deliver, cut }
}

function takenFrom(pdu: smpp.Pdu, id: string): Submitted {
  const udh = pdu.short_message?.udh?.[0]
  return {
    id,
    to: pdu.destination_addr ?? '',
    from: pdu.source_addr ?? '',
    text: String(pdu.short_message?.message ?? ''),
    dataCoding: pdu.data_coding ?? 0,
    udh: udh ? udh.toString('hex') : null,
    receipt: pdu.registered_delivery === 1,
  }
}

async function opened(server: smpp.Server): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  onTestFinished(
    () =>
      new Promise<void>((closed) => {
        for (const session of server.sessions) session.destroy()
        server.close(() => closed())
      }),
  )
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
