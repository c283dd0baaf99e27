import { on, type Route, type Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import { setupOf } from './carriers.ts'
import { testCarrier } from './contract/carrier.ts'
import { filledTemplate } from './letter.ts'
import type { HandOff, Mail } from './model.ts'
import type { CarrierSetup } from './port.ts'
import { carriers } from './store/carriers.ts'

/** Hands one message over, outside the outbox; whoever starts the program hands in how. */
export type TryOut = (setup: CarrierSetup, mail: Mail) => Promise<HandOff>

/** The test message of a provider account as an endpoint. */
export const carrierRoutes = (tryOut: TryOut): Route<Work>[] => [
  on(testCarrier, async (work, wish) => {
    const setup = await setupOf(work, wish.id)
    if (!setup) throw new Refusal('carrier_unknown')
    const handOff = await tryOut(setup, await letterOf(work, wish))
    return { outcome: handOff.outcome, trouble: handOff.outcome === 'taken' ? null : handOff.trouble }
  }),
]

async function letterOf(work: Work, wish: Wish<typeof testCarrier>): Promise<Mail> {
  const { testId: id, to, text, templateCode } = wish
  if (templateCode === null) return { id, to, subject: text.slice(0, 60), text }
  const [row] = await carriers(work.tx, [wish.id])
  const found = row?.templates.find((one) => one.code === templateCode)
  if (!found) throw new Refusal('template_unknown', { path: 'templateCode' })
  const { name } = await chain(work)
  const blanks = { member: { name: 'Test 测试', number: '0000' }, chain: { name } }
  const template = present(
    filledTemplate(found, blanks) ?? undefined,
    'K13: a template of an account can be filled',
  )
  return { id, to, subject: '', text, template }
}
