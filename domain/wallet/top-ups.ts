import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { membersById, survivorsOf } from '#domain/member/index'
import { inScope, today } from '#domain/org/index'
import type { listTopUps, showTopUp } from './contract/top-up.ts'
import type { WalletUnit } from './contract.ts'
import * as store from './store/top-up.ts'
import { heirsOf } from './transfer.ts'

/** Whoever is bound to branches sees the top-ups of those only (C88). */
export async function list(work: Work, wish: Wish<typeof listTopUps>) {
  const page = { from: (wish.page - 1) * wish.rows, most: wish.rows }
  const { rows, ...totals } = await store.topUps(work.tx, { ...wish, scope: work.by.branchIds }, page)
  return { rows: (await named(work, rows)).map(withRefund), ...totals }
}

async function named<Row extends store.TopUpRow>(work: Work, rows: readonly Row[]) {
  const found = await membersById(work, [...new Set(rows.map((row) => row.memberId))])
  const members = new Map(found.map((member) => [member.id, member]))
  return rows.map((row) => {
    const member = members.get(row.memberId)
    return { ...row, memberNumber: member?.number ?? null, memberName: member?.name ?? null }
  })
}

function withRefund<Row extends store.ListedTopUp>(row: Row) {
  const { refundId: id, refundMinor, interestMinor, refundDay: day, refundAt: at } = row
  if (id === null) return { ...row, refund: null }
  const law = 'W7: a refund is written whole'
  return {
    ...row,
    refund: {
      id,
      refundMinor: present(refundMinor, law),
      interestMinor: present(interestMinor, law),
      day: present(day, law),
      at: present(at, law),
    },
  }
}

export async function show(work: Work, { id }: Wish<typeof showTopUp>) {
  const row = await store.topUpById(work.tx, id)
  if (!row || !inScope(work, row.branchId)) throw new Refusal('top_up_unknown')
  const [shown] = await named(work, [row])
  const refund = (await store.refundBy(work.tx, { topUpId: id })) ?? null
  const left = await leftOf(work, row)
  return {
    ...present(shown, 'W5: what was found is shown'),
    refund,
    principalLeftMinor: left('principal'),
    bonusLeftMinor: left('bonus'),
  }
}

/** What is left in the lots a top-up opened, and in those their value moved into, where the member holds them. */
async function leftOf(work: Work, { id, memberId }: store.TopUpRow): Promise<(unit: WalletUnit) => number> {
  const transactions = (await ledger.standing(work.tx, [id])).filter(({ kind }) => kind === 'top_up')
  const postings = await ledger.postingsOf(
    work.tx,
    transactions.map((one) => one.id),
  )
  const heirs = await heirsOf(
    work,
    postings.flatMap(({ lotId }) => (lotId ? [lotId] : [])),
  )
  const own = new Set([...heirs.values()].flat())
  const holderId = (await survivorsOf(work, [memberId])).get(memberId) ?? memberId
  const on = await today(work)
  const open = (await ledger.openLots(work.tx, holderId)).filter(
    (lot) => own.has(lot.id) && ledger.alive(lot, on),
  )
  return (unit) => open.reduce((all, lot) => all + (lot.unit === unit ? lot.remaining : 0), 0)
}
