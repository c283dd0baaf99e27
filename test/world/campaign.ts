import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'
import { enrolment } from '#domain/member/contract'
import { enrolMany } from '#domain/member/index'
import { planCampaign, type Campaign } from '#domain/campaign/contract'
import type { Asked } from '#base/endpoint'
import { announceMailServer } from '#domain/campaign/index'
import { campaignRoutes } from '#domain/campaign/routes'
import { saveSegment } from '#domain/insight/contract'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { world, type TestWorld } from './world.ts'

/** A world that has a way out for e-mail. */
export async function campaignWorld(wish: { closing?: 'by hand' } = {}): Promise<TestWorld> {
  const w = await world({ ...wish, routes: campaignRoutes })
  await w.work((work) => announceMailServer(work, true))
  return w
}

export type Buyer = Readonly<{ id: string; number: string; email: string | null; mobile: string | null }>

/** Members with one sale each on 1 March 2026, in a saved segment as of that day; consent unless told otherwise. */
export async function segmentOf(
  w: TestWorld,
  of: { members: number; consent?: (at: number) => boolean; email?: (at: number) => string | null },
): Promise<{ segmentId: string; people: Buyer[] }> {
  const people = Array.from({ length: of.members }, (_, at) => {
    const email = of.email ? of.email(at) : `m${at}@example.com`
    return { id: w.newId(), number: `C${1000 + at}`, email, mobile: String(13_800_000_000 + at) }
  })
  const words = people.map((one, at) => {
    const consent = (of.consent?.(at) ?? true) ? { channels: ['email', 'sms'], textVersion: 'v1' } : null
    return enrolment.parse({ ...one, name: `会员${at}`, source: 'terminal', consent })
  })
  await w.work((work) => enrolMany(work, words))
  const sales = people.map((one) =>
    saleWish.parse({
      id: w.newId(),
      branchCode: 'S1',
      memberNumber: one.number,
      happenedAt: '2026-03-01T02:00:00Z',
      lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: 100_00 }],
    }),
  )
  await w.work((work) => takeIn(work, sales, { source: 'import' }))
  await w.settle()
  const segmentId = w.newId()
  await w.call(saveSegment, { id: segmentId, name: `Segment ${segmentId}`, rule: {}, asOf: '2026-03-01' })
  return { segmentId, people }
}

/** A drafted campaign by e-mail, unless told otherwise. */
export const draft = (
  w: TestWorld,
  segmentId: string,
  more: Partial<Asked<typeof planCampaign>> = {},
): Promise<Campaign> =>
  w.call(planCampaign, {
    id: w.newId(),
    name: `Campaign ${w.newId()}`,
    segmentId,
    channel: 'email',
    subject: '{{ chain.name }}想念您',
    body: '{{ member.name }}，您的会员号是 {{ member.number }}。',
    ...more,
  })

export type Letter = Readonly<{ to: string; messageId: string; raw: string }>
export type MailServer = Readonly<{ url: string; letters: Letter[] }>

/** A real mail server on this machine; `before` may keep a letter waiting, or refuse its recipient with a code. */
export async function mailServer(
  before: { letter?: (to: string) => Promise<void>; refuse?: (to: string) => number | null } = {},
): Promise<MailServer> {
  const letters: Letter[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo: ({ address }, _session, done) => {
      const code = before.refuse?.(address) ?? null
      done(code === null ? null : Object.assign(new Error(`<${address}> not here`), { responseCode: code }))
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString()
        const to = session.envelope.rcptTo[0]?.address ?? ''
        const messageId = /^message-id: (.*)$/im.exec(raw)?.[1]?.trim() ?? ''
        letters.push({ to, messageId, raw })
        void (before.letter?.(to) ?? Promise.resolve()).then(() => done())
      })
    },
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  onTestFinished(() => new Promise<void>((closed) => server.close(closed)))
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `smtp://127.0.0.1:${port}`, letters }
}
