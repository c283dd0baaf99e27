import type { BusinessDay } from '#base/instant'
import { present } from '#base/must'
import type { Work } from '#db/work'
import { enrolMany, enrolment, idsByNumber } from '#domain/member/index'
import { branches, type Branch } from '#domain/org/index'
import { judgeSales, saleWish, takeIn, type SaleWish } from '#domain/sale/index'
import type { ImportOptions } from './contract.ts'
import { invalid, type KindOf, type No, type Ready } from './kind.ts'
import type { Applied } from './store/rows.ts'
import { saleOf, type Item } from './units.ts'

type Sale = Ready<SaleWish>

/** Finds the branch a row names; without a name the one chosen, or the only one there is. */
export function branchFinder(
  all: readonly Branch[],
  options: ImportOptions,
): (code: string | null) => Branch | No {
  const byCode = new Map(all.map((branch) => [branch.code, branch]))
  const only = all.length === 1 ? all[0] : undefined
  return (code) => {
    const wanted = code ?? options.branchCode
    const branch = wanted === null ? only : byCode.get(wanted)
    return (
      branch ?? {
        code: wanted === null ? 'branch_not_named' : 'branch_unknown',
        details: { branchCode: wanted },
      }
    )
  }
}

async function prepare(work: Work, options: ImportOptions, items: readonly Item[]): Promise<(Sale | No)[]> {
  const find = branchFinder(await branches(work), options)
  return items.map((item): Sale | No => {
    if (item.content.kind !== 'sales') return { code: 'row_invalid', details: {} }
    const branch = find(item.content.receipt.branchCode)
    if (!('zone' in branch)) return branch
    const words = saleOf(item.content, branch, work.newId())
    if (words === 'not_a_time') return { code: 'not_a_time', details: { field: 'soldAt' } }
    const wish = saleWish.safeParse(words)
    return wish.success ? { item, wish: wish.data } : invalid(wish.error.issues)
  })
}

/** Member numbers of sales that nobody has, with the first day each is seen. */
async function strangers(work: Work, sales: readonly Sale[]): Promise<Map<string, BusinessDay>> {
  const wanted = new Map<string, BusinessDay>()
  for (const { wish, item } of sales) {
    if (wish.memberNumber === undefined || item.content.kind !== 'sales') continue
    const day = item.content.receipt.soldAt.slice(0, 10) as BusinessDay
    const before = wanted.get(wish.memberNumber)
    if (before === undefined || day < before) wanted.set(wish.memberNumber, day)
  }
  const known = await idsByNumber(work, [...wanted.keys()])
  for (const number of known.keys()) wanted.delete(number)
  return wanted
}

const judge: KindOf<SaleWish>['judge'] = async (work, options, ready, memory) => {
  const unknown = options.createMissingMembers ? await strangers(work, ready) : new Map<string, BusinessDay>()
  for (const number of unknown.keys()) memory.newMembers.add(number)
  // Who would be made is left out of the question, for the intake does not know them yet.
  const wishes = ready.map(({ wish }) => {
    const { memberNumber, ...rest } = wish
    return memberNumber === undefined || unknown.has(memberNumber) ? rest : { ...rest, memberNumber }
  })
  const codes = await judgeSales(work, wishes)
  return codes.map((code, at) => (code === null ? null : { code, details: detailsOf(code, ready[at]) }))
}

const detailsOf = (code: string, sale: Sale | undefined): Record<string, unknown> =>
  code === 'member_number_unknown' ? { memberNumber: sale?.wish.memberNumber } : {}

const apply: KindOf<SaleWish>['apply'] = async (work, options, ready, also) => {
  if (options.createMissingMembers) also.push(...(await enrolStrangers(work, ready)))
  const wishes = ready.map(({ wish }) => wish)
  const answers = await takeIn(work, wishes, { source: 'import' })
  return answers.map((answer, at) => {
    const sale = present(ready[at], 'I1: every wish is answered')
    if (answer.outcome === 'refused') return { code: answer.code, details: detailsOf(answer.code, sale) }
    const { naturalKey, fingerprint } = sale.item
    return [{ naturalKey, fingerprint, subjectId: sale.wish.id, made: 'sale' as const }]
  })
}

/**
 * Makes the members that sales name and nobody knows; they belong to the file, and go with it when nobody else uses
 * them.
 */
async function enrolStrangers(work: Work, ready: readonly Sale[]): Promise<Applied[]> {
  const wishes = [...(await strangers(work, ready))].map(([number, joinedOn]) =>
    enrolment.parse({ id: work.newId(), number, source: 'import', joinedOn }),
  )
  const answers = await enrolMany(work, wishes)
  return wishes
    .filter((_, at) => answers[at]?.code === 'applied')
    .map(({ id, number }) => ({
      naturalKey: `member:${number}`,
      fingerprint: '',
      subjectId: id,
      made: 'member',
    }))
}

/** Receipts, through the same intake as a live sale. */
export const sales: KindOf<SaleWish> = { prepare, judge, apply }
