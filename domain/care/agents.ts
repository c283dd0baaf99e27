import type { Answer, Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import { mailsLeave } from '#domain/campaign/index'
import type { keepAgent, listAgents } from './contract/agent.ts'
import { agentKept } from './events.ts'
import * as store from './store/agents.ts'

export async function list(work: Work): Promise<Answer<typeof listAgents>> {
  return { mailServer: await mailsLeave(work), rows: await store.agents(work.tx) }
}

/** The last word counts: what is sent from now on goes there. */
export async function keep(work: Work, wish: Wish<typeof keepAgent>) {
  await store.keepAgent(work, wish)
  const { code, name, email } = wish
  work.record(agentKept({ code }))
  return { code, name, email }
}
