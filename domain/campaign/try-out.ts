import { on, type Route, type Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import { PREVIEW_LINK } from '#domain/survey/index'
import { setupOf } from './carriers.ts'
import { testMail } from './contract/channel.ts'
import { testCarrier } from './contract/carrier.ts'
import { filledTemplate } from './letter.ts'
import type { HandOff, Mail } from './model.ts'
import type { CarrierSetup } from './port.ts'
import { carriers } from './store/carriers.ts'
import { linkFor } from './wording.ts'

/** Hands one message over, outside the outbox; whoever starts the program hands in how. */
export type TryOut = (setup: CarrierSetup, mail: Mail) => Promise<HandOff>

/** The same for the mail server; null when there is none. */
export type TryMail = (mail: Mail) => Promise<HandOff | null>

const told = (handOff: HandOff) => ({
  outcome: handOff.outcome,
  trouble: handOff.outcome === 'taken' ? null : handOff.trouble,
})

/** The test message of a provider account, and of the mail server, as endpoints. */
export const carrierRoutes = (tryOut: TryOut, tryMail: TryMail): Route<Work>[] => [
  on(testCarrier, async (work, wish) => {
    const setup = await setupOf(work, wish.id)
    if (!setup) throw new Refusal('carrier_unknown')
    return told(await tryOut(setup, await letterOf(work, wish)))
  }),
  on(testMail, async (_work, { testId: id, to, text }) => {
    const handOff = await tryMail({ id, to, subject: text.slice(0, 60), text })
    if (handOff === null) throw new Refusal('no_mail_server')
    return told(handOff)
  }),
]

/** What a template may hold of a survey, when it asks none. */
const SURVEY = {
  title: 'Test 测试',
  question: 'Test 测试',
  link: PREVIEW_LINK,
  choices: [],
  answers: PREVIEW_LINK,
}

async function letterOf(work: Work, wish: Wish<typeof testCarrier>): Promise<Mail> {
  const { testId: id, to, text, templateCode } = wish
  if (templateCode === null) return { id, to, subject: text.slice(0, 60), text }
  const [row] = await carriers(work.tx, [wish.id])
  const found = row?.templates.find((one) => one.code === templateCode)
  if (!found) throw new Refusal('template_unknown', { path: 'templateCode' })
  const { name } = await chain(work)
  const member = { name: 'Test 测试', number: '0000' }
  const blanks = { member, chain: { name }, ...linkFor('sms'), survey: SURVEY }
  const template = present(
    filledTemplate(found, blanks) ?? undefined,
    'K13: a template of an account can be filled',
  )
  return { id, to, subject: '', text, template }
}
