import { stringify } from 'csv-stringify/sync'
import type { FileReply, Wish } from '#base/endpoint'
import { businessDay, instant, msOf, type Instant } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { branches, branchesByCode, inScope, type Branch } from '#domain/org/index'
import { endOf, liveProgram, type LiveProgram } from '#domain/program/index'
import {
  MOST_WRONG,
  type listPackCodes,
  type makePackCodes,
  type sayPaperBranch,
  type usePackCode,
  type voidPackCodes,
} from './contract/pack-code.ts'
import { packCodesMade, packCodesVoided, packCodeUsed, paperBranchSaid } from './events.ts'
import { givePoints, mustBeGood, mustBeMember, openReceiver, type Receiver } from './give-points.ts'
import { CODE_LETTERS, codeHash, codeText } from './code-text.ts'
import * as store from './store/pack-codes.ts'

/** R4: the codes are in this one answer. Whoever lost it voids the batch: a second answer could only be other codes. */
export async function make(work: Work, wish: Wish<typeof makePackCodes>): Promise<FileReply> {
  const print = fingerprint(wish)
  const done = await store.batchById(work.tx, wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('pack_code_batch_id_reused')
  if (done) throw new Refusal('pack_codes_shown_already')
  const bytes = Array.from({ length: wish.count }, () => work.randomBytes(CODE_LETTERS))
  const codes = bytes.map(codeText)
  await store.insertBatch(work, { ...wish, fingerprint: print }, codes.map(codeHash))
  work.record(packCodesMade(wish))
  const content = `\uFEFF${stringify([['code'], ...codes.map((code) => [code])], { record_delimiter: '\r\n' })}`
  return { name: 'pack-codes.csv', type: 'text/csv; charset=utf-8', content }
}

const shownBatch = ({ fingerprint: _, ...row }: store.BatchRow) => row

export async function list(work: Work, { page, rows: most }: Wish<typeof listPackCodes>) {
  const { rows, total } = await store.batches(work.tx, { from: (page - 1) * most, most })
  return { total, rows: rows.map(shownBatch) }
}

export async function makeVoid(work: Work, { id, reason }: Wish<typeof voidPackCodes>) {
  if (!(await store.batchById(work.tx, id))) throw new Refusal('pack_code_batch_unknown')
  if (await store.insertVoiding(work, id, reason)) work.record(packCodesVoided({ id, reason }))
  return shownBatch(present(await store.batchById(work.tx, id), 'R4: a batch stays'))
}

type UseWish = Wish<typeof usePackCode>

/** R4: points for a code, once, whoever brings it. The purse first, then the code: everybody locks in this order. */
export async function use(work: Work, wish: UseWish) {
  const program = await liveProgram(work)
  const branch = (await branchesByCode(work, [wish.branchCode])).get(wish.branchCode)
  const receiver = await openReceiver(work, wish.memberNumber)
  const hash = codeHash(wish.code)
  return once(work, wish, {
    room: 'reward',
    kind: 'pack_code_use',
    find: (id) => store.useById(work.tx, id),
    answer: ({ fingerprint: _, ...row }) => row,
    admit: async () => {
      if (branch && (await store.wrongTries(work.tx, guesserAt(work, branch))) >= MOST_WRONG)
        throw new Refusal('pack_code_throttled', {
          mostAnHour: MOST_WRONG,
          retryAfterMs: toNextHour(work.at),
        })
    },
    decide: async (print) => {
      const row = await judge(work, wish, { program, branch, receiver, hash })
      await givePoints(work, receiver, {
        ...row,
        kind: 'pack_code',
        causeId: wish.id,
        happenedAt: work.at,
        programVersion: program.version,
        reason: '',
      })
      await store.insertUse(work, {
        ...row,
        id: wish.id,
        fingerprint: print,
        hash,
        programVersion: program.version,
      })
      work.record(packCodeUsed({ id: wish.id, memberId: row.memberId, points: row.points }))
      return present(await store.useById(work.tx, wish.id), 'R4: a use that was written is there')
    },
  })
}

type Counter = Readonly<{
  program: LiveProgram
  branch: Branch | undefined
  receiver: Receiver
  hash: string
}>

/** Refusals in order of precedence. */
async function judge(work: Work, wish: UseWish, { program, branch, receiver, hash }: Counter) {
  const memberId = mustBeGood(receiver)
  if (!branch || !inScope(work, branch.id)) throw new Refusal('branch_unknown')
  if (!(await store.paperBranches(work.tx)).has(branch.id)) throw new Refusal('branch_has_system')
  const day = businessDay(work.at, branch.zone, branch.closingHour)
  await mustBeMember(work, memberId, { program, on: day })
  const code = await store.lockCode(work.tx, hash)
  if (!code) {
    await store.countWrong(work.tx, guesserAt(work, branch))
    throw new Refusal('pack_code_unknown')
  }
  if (code.voided || (code.validTo !== null && code.validTo < day))
    throw new Refusal('pack_code_over', { validTo: code.validTo })
  if (await store.isUsed(work.tx, hash)) throw new Refusal('pack_code_used')
  const points = code.points ?? program.document.earning.packCodes?.points ?? null
  if (points === null) throw new Refusal('pack_codes_not_offered')
  const expiresOn = endOf(day, program.document.earning.expiresAfterMonths)
  return { memberId, branchId: branch.id, points, expiresOn, day }
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

const hourOf = (at: Instant): Instant => instant(`${at.slice(0, 13)}:00:00.000Z`)

const HOUR_MS = 3_600_000
const toNextHour = (at: Instant): number => HOUR_MS - (msOf(at) % HOUR_MS)

const guesserAt = (work: Work, branch: Branch): store.Guesser => ({
  askedBy: work.by.id ?? NOBODY,
  branchId: branch.id,
  hour: hourOf(work.at),
})

export async function sayPaper(work: Work, { branchCode, paper }: Wish<typeof sayPaperBranch>) {
  const branch = (await branchesByCode(work, [branchCode])).get(branchCode)
  if (!branch || !inScope(work, branch.id)) throw new Refusal('branch_unknown')
  const before = (await store.paperBranches(work.tx)).has(branch.id)
  if (before !== paper) {
    await store.sayPaper(work, branch.id, paper)
    work.record(paperBranchSaid({ branchId: branch.id, paper }))
  }
  return { branchCode: branch.code, branchName: branch.name, paper }
}

export async function listPaper(work: Work) {
  const paper = await store.paperBranches(work.tx)
  const mine = (await branches(work)).filter((one) => inScope(work, one.id))
  return {
    rows: mine.map((one) => ({ branchCode: one.code, branchName: one.name, paper: paper.has(one.id) })),
  }
}
