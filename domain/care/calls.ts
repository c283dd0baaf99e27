import { fingerprint } from '#db/fingerprint'
import type { LoggedEvent } from '#db/events'
import type { Work } from '#db/work'
import { callWords } from '#domain/campaign/index'
import { stillHere } from '#domain/member/index'
import { today } from '#domain/org/index'
import { insertTasks, type NewTask } from './store/tasks.ts'

type Asked = Readonly<{ id: string; campaignId: string }>

/** D9: a call that a campaign asked for is one task, under the id of its message, for the member's branch, today. */
export async function followCalls(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  const on = await today(work)
  // The body is the campaign room's own event, versioned by its kind.
  const asked = events.flatMap(({ subjectId, body }) =>
    subjectId === null ? [] : [{ ...(body as Asked), memberId: subjectId }],
  )
  const people = new Map(
    (
      await stillHere(
        work,
        asked.map((one) => one.memberId),
      )
    ).map((who) => [who.id, who]),
  )
  for (const campaignId of new Set(asked.map((one) => one.campaignId))) {
    const own = asked.filter((one) => one.campaignId === campaignId && people.has(one.memberId))
    const words = await callWords(work, { campaignId, memberIds: own.map((one) => one.memberId) })
    const rows = own.map(({ id, memberId }): NewTask => {
      const { title, text } = words.get(memberId) ?? { title: '', text: '' }
      return {
        id,
        fingerprint: fingerprint({ campaignId, memberId }),
        kind: 'call',
        titleZh: title,
        titleEn: title,
        details: text,
        memberId,
        branchId: people.get(memberId)?.branchId ?? null,
        agentCode: null,
        productCode: null,
        scriptCode: null,
        eventOn: null,
        ruleId: null,
        instance: null,
        dueOn: on,
        ownerId: null,
      }
    })
    if (rows.length > 0) await insertTasks(work, rows)
  }
}
