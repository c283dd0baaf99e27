import type { Work } from '#db/work'
import { enrolMany, enrolment, judgeEnrolments, type Enrolment } from '#domain/member/index'
import { branches } from '#domain/org/index'
import { addMany, judgeProducts, productWish, type ProductWish } from '#domain/goods/index'
import type { ImportOptions } from './contract.ts'
import { invalid, type KindOf, type No, type Ready } from './kind.ts'
import { branchFinder } from './sales.ts'
import type { Applied, Made } from './store/rows.ts'
import { enrolmentOf, productOf, type Item } from './units.ts'

type Judged = Readonly<{ code: string; details?: Record<string, unknown> }>

const made = (ready: readonly Ready<{ id: string }>[], answers: readonly Judged[], what: Made) =>
  ready.map(({ item, wish }, at): readonly Applied[] | No => {
    const answer = answers[at] ?? { code: 'unanswered' }
    if (answer.code !== 'applied') return { code: answer.code, details: answer.details ?? {} }
    const { naturalKey, fingerprint } = item
    return [{ naturalKey, fingerprint, subjectId: wish.id, made: what }]
  })

async function prepareMembers(
  work: Work,
  options: ImportOptions,
  items: readonly Item[],
): Promise<(Ready<Enrolment> | No)[]> {
  const all = await branches(work)
  const find = branchFinder(all, options)
  return items.map((item): Ready<Enrolment> | No => {
    if (item.content.kind !== 'members') return { code: 'row_invalid', details: {} }
    // A member need not have a branch; but one that is named must exist.
    const { branchCode } = item.content
    const branch = branchCode === null ? null : find(branchCode)
    if (branch !== null && !('zone' in branch)) return branch
    const wish = enrolment.safeParse(enrolmentOf(item.content, branch?.id ?? null, work.newId()))
    return wish.success ? { item, wish: wish.data } : invalid(wish.error.issues)
  })
}

/** Members, through the same enrolment as at the counter. */
export const members: KindOf<Enrolment> = {
  prepare: prepareMembers,
  judge: async (work, _options, ready, memory) => {
    const answers = await judgeEnrolments(
      work,
      ready.map(({ wish }) => wish),
    )
    return answers.map((answer, at): No | null => {
      if (answer.code !== 'applied') return { code: answer.code, details: answer.details ?? {} }
      const wish = ready[at]?.wish
      const taken = remember(memory.numbers, wish?.number)
        ? 'number_taken'
        : remember(memory.mobiles, wish?.mobile) && 'mobile_taken'
      return taken ? { code: taken, details: {} } : null
    })
  },
  apply: async (work, _options, ready) =>
    made(
      ready,
      await enrolMany(
        work,
        ready.map(({ wish }) => wish),
      ),
      'member',
    ),
}

/** Whether the value was there before; it is from now on. */
function remember(seen: Set<string>, value: string | null | undefined): boolean {
  if (value === null || value === undefined) return false
  const before = seen.has(value)
  seen.add(value)
  return before
}

/** Products, through the same command as in the console. */
export const products: KindOf<ProductWish> = {
  prepare: async (work, _options, items) =>
    items.map((item): Ready<ProductWish> | No => {
      if (item.content.kind !== 'products') return { code: 'row_invalid', details: {} }
      const wish = productWish.safeParse(productOf(item.content, work.newId()))
      return wish.success ? { item, wish: wish.data } : invalid(wish.error.issues)
    }),
  judge: async (work, _options, ready, memory) => {
    const answers = await judgeProducts(
      work,
      ready.map(({ wish }) => wish),
    )
    return answers.map((answer, at): No | null => {
      if (answer.code !== 'applied') return { code: answer.code, details: {} }
      return remember(memory.codes, ready[at]?.wish.barcode) ? { code: 'barcode_taken', details: {} } : null
    })
  },
  apply: async (work, _options, ready) =>
    made(
      ready,
      await addMany(
        work,
        ready.map(({ wish }) => wish),
      ),
      'product',
    ),
}
