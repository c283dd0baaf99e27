import { businessDay } from '#base/instant'
import type { Answer, FileReply, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import {
  MOST_LISTED,
  type ListChannel,
  type makeStepList,
  type showStepLists,
  type stepListFile,
} from './contract/list.ts'
import { gateFor } from './gate.ts'
import { fileOf, listed, tellListed, type MailList } from './lists.ts'
import type { Lane } from './store/outbox.ts'
import { settleListed } from './store/outbox.ts'
import { respect, type Respect } from './store/respect.ts'
import * as store from './store/step-lists.ts'

/** What waits, and what was handed over before. */
export async function show(
  work: Work,
  wish: Wish<typeof showStepLists>,
): Promise<Answer<typeof showStepLists>> {
  const { rows, total } = await store.lists(work.tx, { from: (wish.page - 1) * wish.rows, most: wish.rows })
  return { rows: rows.map(viewOf), total, waiting: await store.waiting(work.tx) }
}

const viewOf = ({ fingerprint: _, ...row }: store.ListRow) => row

/**
 * K23: hands over what waits for a list, each message once; whoever the gate keeps back is settled with the reason. The
 * list is the hand-off, whether its file is fetched or not. The same id is answered alike for ever.
 */
export async function make(
  work: Work,
  wish: Wish<typeof makeStepList>,
): Promise<Answer<typeof makeStepList>> {
  const print = fingerprint(wish)
  const known = await made(work, wish.id, print)
  if (known) return { ...known, replayed: true }
  const { id, channel, journeyId = null } = wish
  const stands = await going(work)
  const lanes = await store.lockWaiting(work.tx, { channel, journeyId })
  // A twin that had the locks before has made it meanwhile.
  const twin = await made(work, id, print)
  if (twin) return { ...twin, replayed: true }
  if (lanes.length === 0) throw new Refusal('nothing_waits')
  await store.insertList(work, { id, fingerprint: print, channel, journeyId })
  let left = MOST_LISTED
  for (const lane of lanes) left -= await handOver(work, { lane, stands, listId: id, most: left })
  if (left === MOST_LISTED) throw new Refusal('nothing_waits')
  return { ...present(await made(work, id, print), 'K23: a list that was made is there'), replayed: false }
}

async function made(work: Work, id: string, print: string) {
  const row = await store.listById(work.tx, id)
  if (row && row.fingerprint !== print) throw new Refusal('step_list_id_reused')
  return row && viewOf(row)
}

/** K16: nothing is handed over while everything is halted. */
async function going(work: Work): Promise<Respect> {
  const stands = present(await respect(work.tx, 'share'), 'K15: there is one row of rules')
  if (stands.haltedAt !== null) throw new Refusal('sending_halted')
  return stands
}

type Handing = Readonly<{ lane: Lane; stands: Respect; listId: string; most: number }>

/** One message to each member at a time, so that the cap counts what the same list has told them before. */
async function handOver(work: Work, { lane, stands, listId, most }: Handing): Promise<number> {
  const channel = lane.channel as ListChannel
  let taken = 0
  while (taken < most) {
    const messages = await store.nextOf(work.tx, lane.campaignId, most - taken)
    if (messages.length === 0) break
    const gate = await gateFor(work, { lane, setup: null, stands, claimed: messages })
    const settled = messages.map((one) => listed(one, gate, []))
    await settleListed(work, settled, listId)
    tellListed(work, { campaignId: lane.campaignId, channel }, { messages, settled })
    taken += messages.length
  }
  return taken
}

/** The list as a file, as it was made, less whoever may not be told any more (G1 weighs more than sameness). */
export async function exportList(work: Work, { id }: Wish<typeof stepListFile>): Promise<FileReply> {
  const row = await known(work, id)
  return fileOf(row.channel, await linesOf(work, row))
}

/** Who stands in a list of this channel at this moment. */
export async function listOf(work: Work, id: string, channel: ListChannel): Promise<MailList> {
  const row = await known(work, id)
  if (row.channel !== channel) throw new Refusal('not_a_post_list')
  return linesOf(work, row)
}

async function known(work: Work, id: string): Promise<store.ListRow> {
  const row = await store.listById(work.tx, id)
  if (!row) throw new Refusal('step_list_unknown')
  return row
}

async function linesOf(work: Work, row: store.ListRow): Promise<MailList> {
  const stands = await going(work)
  const lines: MailList['lines'][number][] = []
  for (const { lane, messages } of await store.listedIn(work.tx, row.id)) {
    const gate = await gateFor(work, { lane, setup: null, stands, claimed: messages })
    for (const one of messages) listed(one, gate, lines)
  }
  const { zone, closingHour } = await chain(work)
  return { name: `${businessDay(row.at, zone, closingHour)}-${row.id.slice(0, 8)}`, lines }
}
