import { createTransport } from 'nodemailer'
import type { HandOff, Mail, Mailer } from '#domain/campaign/model'

/** A server that is silent this long is tried again later. */
const CONNECT_MS = 10_000
const SILENCE_MS = 30_000
/**
 * However slowly a server speaks: the sender's step must end before a connection of the database counts as
 * forgotten.
 */
const HAND_OFF_MS = 45_000
/** As many as the sender hands over at once. */
const CONNECTIONS = 5

/** What nodemailer says of a failure; the type it throws is not told by its definitions. */
type SmtpTrouble = Readonly<{ code?: string; responseCode?: number; message?: string }>

export type SmtpMailer = Mailer & Readonly<{ close(): void }>

/** The mail server of SMTP_URL (smtp://user:password@host:587); letters come from `from`. */
export function smtpMailer(of: Readonly<{ url: string; from: string; mostMs?: number }>): SmtpMailer {
  const transport = createTransport({
    url: of.url,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const host = hostOf(of.from)
  const mostMs = of.mostMs ?? HAND_OFF_MS
  return {
    send: (mail) => within(mostMs, handOver(transport, mail, of.from, host)),
    close: () => transport.close(),
  }
}

/** A letter without an answer by then goes again later, under the same id. */
async function within(mostMs: number, answer: Promise<HandOff>): Promise<HandOff> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<HandOff>((done) => {
    timer = setTimeout(() => done({ outcome: 'later', trouble: 'ETIMEDOUT no answer' }), mostMs)
  })
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer))
}

type Transport = Pick<ReturnType<typeof createTransport>, 'sendMail'>

async function handOver(transport: Transport, mail: Mail, from: string, host: string): Promise<HandOff> {
  try {
    await transport.sendMail({
      from,
      // As an object the address is taken as it is and never read as a list of several.
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      ...attached(mail),
      // X5: the same letter always carries the same id, so a repeated hand-off can be told.
      messageId: `<${mail.id}@${host}>`,
      headers: {
        ...unsubscribing(mail),
        'Auto-Submitted': 'auto-generated',
      },
    })
    return { outcome: 'taken' }
  } catch (trouble) {
    return judge(trouble as SmtpTrouble)
  }
}

/** Bytes only: the transport may neither open a file nor an address. */
const attached = ({ attachment }: Mail) =>
  attachment === undefined
    ? {}
    : {
        attachments: [
          {
            filename: attachment.name,
            contentType: attachment.type,
            content: Buffer.from(attachment.content),
          },
        ],
      }

/** RFC 8058: mail programs show their own button, which posts to the link; a service notice has none. */
const unsubscribing = ({ unsubscribeUrl }: Mail): Readonly<Record<string, string>> =>
  unsubscribeUrl === undefined
    ? {}
    : { 'List-Unsubscribe': `<${unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }

/** Only a "never" about this very letter is final; a wrong password or a lost line is not the letter's fault. */
function judge({ code, responseCode, message }: SmtpTrouble): HandOff {
  const trouble = withoutAddresses(`${responseCode ?? code ?? 'unknown'} ${message ?? ''}`)
  const about = code === 'EENVELOPE' || code === 'EMESSAGE'
  const never = responseCode !== undefined && responseCode >= 500
  return { outcome: about && never ? 'refused' : 'later', trouble }
}

/** The outbox keeps no personal data, and servers like to repeat the address. */
const withoutAddresses = (text: string): string =>
  text
    .replaceAll(/\S+@\S+/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200)

function hostOf(from: string): string {
  return /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost'
}
