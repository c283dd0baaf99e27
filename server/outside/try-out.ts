import type { TryMail, TryOut } from '#domain/campaign/index'
import { privateHosts } from '../config.ts'
import { makeOutlets } from './outlets.ts'
import { smtpMailer } from './smtp.ts'

/** Somebody waits for the answer at a screen. */
const MOST_MS = 20_000

/** One message by an outlet of its own, so that a test never mixes with what is being sent. */
export const tryOut: TryOut = async (setup, mail) => {
  const allowed = privateHosts(process.env['PRIVATE_HOSTS'])
  const outlets = makeOutlets({ allowed, publicUrl: null, hear: async () => undefined })
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<Awaited<ReturnType<TryOut>>>((done) => {
    timer = setTimeout(() => done({ outcome: 'later', trouble: 'ETIMEDOUT no answer' }), MOST_MS)
  })
  try {
    return await Promise.race([outlets.send(setup, mail), silence])
  } finally {
    clearTimeout(timer)
    outlets.close()
  }
}

/** One letter by a connection of its own; null where no mail server was set up. */
export const tryMail: TryMail = async (mail) => {
  const { SMTP_URL: url, SMTP_FROM: from, PUBLIC_URL: publicUrl } = process.env
  if (!url || !from || !publicUrl) return null
  const mailer = smtpMailer({ url, from, mostMs: MOST_MS })
  try {
    return await mailer.send(mail)
  } finally {
    mailer.close()
  }
}
