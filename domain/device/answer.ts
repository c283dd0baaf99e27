import { canonical } from '#base/fingerprint'
import { present } from '#base/must'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import { signText } from './keys.ts'
import type { Answer, Told } from './model/answer.ts'
import { oldestBackup } from './model/forgetting.ts'
import type { SealedText } from './model/policy.ts'
import { policyVersionOf } from './policy-version.ts'
import { aliasesOf } from './store/aliases.ts'
import * as gap from './store/gap.ts'
import * as store from './store/log.ts'
import { oldMarks } from './store/old-marks.ts'
import type { SegmentTold } from './take-segments.ts'
import type { Till } from './till.ts'

/**
 * What head office says of a till's log now, signed. Told from the rows, so that a segment sent again is answered as
 * before.
 */
export async function answerTo(
  work: Work,
  till: Till,
  segments: readonly SegmentTold[],
): Promise<SealedText> {
  const log = present(await store.logOf(work.tx, till.id), 'D2: a till has a log')
  const hashes = segments.flatMap((one) => one.hashes)
  const waitingFrom = await gap.firstWaiting(work.tx, { deviceId: till.id, epoch: log.epoch })
  const words: Answer = {
    v: 1,
    t: 'answer',
    chain: till.chainId,
    device: till.id,
    epoch: log.epoch,
    mark: log.mark,
    head: log.head,
    at: work.at,
    events: await toldOf(work, hashes),
    counts: await store.counts(work.tx, till.id),
    policyVersion: await policyVersionOf(work, till.id),
    missingFrom: waitingFrom === null ? null : log.mark + 1,
    frozen: log.status === 'frozen',
    revoked: log.status === 'revoked',
    refused: segments.flatMap(({ fault }, at) => (fault === null ? [] : [{ at, fault }])),
    ...(log.readsOldMarks && {
      oldMarks: await oldMarks(work.tx, { deviceId: till.id, oldest: oldestBackup(work.at) }),
    }),
  }
  return signText(work, 'answer', canonical(words))
}

async function toldOf(work: Work, hashes: readonly string[]): Promise<Told[]> {
  const rows = new Map((await store.eventsByHash(work.tx, hashes)).map((row) => [row.hash, row]))
  const enrolled = [...rows.values()].filter((row) => row.kind === 'enrolment').map((row) => row.id)
  const aliases = await aliasesOf(work.tx, enrolled)
  const members = new Map(
    (enrolled.length === 0 ? [] : await membersById(work, enrolled)).map((member) => [
      member.id,
      member.number,
    ]),
  )
  return [...new Set(hashes)].flatMap((hash): Told[] => {
    const row = rows.get(hash)
    if (!row || row.outcome === 'waiting') return []
    const { seq, id, outcome, code, earned: points } = row
    const alias = aliases.get(id)
    const memberNumber = row.kind === 'enrolment' ? (alias?.heirNumber ?? members.get(id) ?? null) : null
    const memberId = memberNumber === null ? null : (alias?.heirId ?? id)
    return [{ seq, id, outcome, code, points, memberNumber, memberId }]
  })
}
