import { useEffect, useRef, useState } from 'react'
import { mayAll } from '#domain/org/model'
import { readShownText } from '#domain/device/model/reservation'
import { codeIn } from '../members/scanned-code.ts'
import { useCashier, useTill, useTillState, type ProductRow, type Products } from '../till-context.ts'
import {
  addGoods,
  selectedLine,
  soldAs,
  withMember,
  withOpenCode,
  without,
  withQuantity,
  type Draft,
} from './basket-state.ts'
import type { ChangeDraft } from './basket-store.ts'
import { openCode } from './coupons-sheet.tsx'
import { NOTHING_TYPED, readScaleLabel, type Typed } from './entry.ts'
import type { Unpriced } from './price-sheet.tsx'
import { useSecretCode, type CodeNo } from './use-secret-code.ts'
import { usePhoneVoucher } from './use-phone-voucher.ts'
import type { Sale } from './use-sale.ts'

/** What the cashier is told about the last thing that was scanned or typed. */
export type Notice =
  | Readonly<{ kind: 'unknown'; code: string; thousandths: number }>
  | Readonly<{ kind: 'may_not_sell' }>
  | Readonly<{ kind: 'reading' }>
  | Readonly<{ kind: CodeNo }>

export type Entering = Readonly<{
  notice: Notice | null
  /** Takes whatever a scanner read, in the order it was read. */
  scan: (code: string, typed?: Typed) => void
  /** Takes what was typed: a code like any other, else the goods whose name it fits best. */
  find: (words: string, thousandths: number) => void
  /** Does something when everything scanned before it is in the basket. */
  inTurn: (work: () => Promise<void>) => void
  add: (product: ProductRow, of?: Readonly<{ thousandths?: number; addOnCode?: string }>) => void
  /** Goods with the price that was asked for. */
  addPriced: (of: Unpriced, goods: Readonly<{ name: string; priceMinor: number }>) => void
  /** Why this person, or this window, may not ring anything up; null when they may. */
  barred: Notice | null
  setQuantity: (thousandths: number) => void
  step: (by: number) => void
  removeSelected: () => void
}>

export type EnteringWish = Readonly<{
  sale: Sale
  change: ChangeDraft
  onUnpriced: (of: Unpriced) => void
  onReceipt: (id: string) => void
}>

/** Everything that gets into a basket goes through here: scanner, keys and fingers alike. */
export function useEntering({ sale, change, onUnpriced, onReceipt }: EnteringWish): Entering {
  const [notice, setNotice] = useState<Notice | null>(null)
  const barred = useBarred()
  const { products } = useTill()
  const again = useRef<(code: string) => void>(() => undefined)
  const know = useKnowing({ sale, change, onReceipt, again: (code) => again.current(code) })
  const add: Entering['add'] = (product, { thousandths = 1000, addOnCode } = {}) => {
    setNotice(barred)
    if (barred !== null) return
    const { priceMinor } = product
    if (priceMinor === null) return onUnpriced({ product, code: product.code, thousandths })
    const goods = soldAs(product, priceMinor)
    change((draft) => addGoods(draft, goods, { thousandths, ...(addOnCode !== undefined && { addOnCode }) }))
  }
  const taken = async (code: string, thousandths: number, known: Known | Promise<Known>): Promise<void> => {
    setNotice(null)
    const found = await known
    if (found === 'done') return
    if (found === null) return setNotice({ kind: 'unknown', code, thousandths })
    if ('no' in found) return setNotice({ kind: found.no })
    add(found.product, { thousandths: found.thousandths ?? thousandths })
  }
  const inTurn = useTurns()
  const scan: Entering['scan'] = (code, { thousandths, before } = NOTHING_TYPED) =>
    inTurn(async () => {
      // A scanner that pauses on its way leaves the first part of the code in the field.
      const whole = before === '' ? null : await know(before + code)
      await taken(code, thousandths, whole ?? know(code))
    })
  useEffect(() => {
    again.current = scan
  })
  return {
    notice,
    barred,
    inTurn,
    add,
    scan,
    find: (words, thousandths) =>
      inTurn(async () => taken(words, thousandths, (await know(words)) ?? knowByWords(products, words))),
    addPriced: (of, goods) => {
      setNotice(null)
      change((draft) => withPriced(draft, of, goods))
    },
    ...linesOf(change),
  }
}

/** One after the other: two scans in a moment end up in the order of the hand. */
function useTurns(): Entering['inTurn'] {
  const queue = useRef<Promise<void>>(Promise.resolve())
  return (work) => {
    queue.current = queue.current.then(work).catch(reportError)
  }
}

type Priced = Parameters<Entering['addPriced']>[1]

function withPriced(
  draft: Draft,
  { product, code, thousandths }: Unpriced,
  { name, priceMinor }: Priced,
): Draft {
  const row = product ?? { code, name, category: '', barcodes: [], priceMinor, costMinor: null }
  return addGoods(draft, soldAs({ ...row, name }, priceMinor), { thousandths })
}

/** What is done to the selected line without opening it. */
const linesOf = (change: ChangeDraft): Pick<Entering, 'setQuantity' | 'step' | 'removeSelected'> => ({
  setQuantity: (thousandths) =>
    change((draft) => (draft.selected === null ? draft : withQuantity(draft, draft.selected, thousandths))),
  step: (by) =>
    change((draft) => {
      const line = selectedLine(draft)
      return line === null ? draft : withQuantity(draft, line.key, line.thousandths + by)
    }),
  removeSelected: () => change((draft) => (draft.selected === null ? draft : without(draft, draft.selected))),
})

function useBarred(): Notice | null {
  const { permissions } = useCashier()
  const writer = useTillState((state) => state.writer)
  if (!writer) return { kind: 'reading' }
  return mayAll(permissions, ['sale.record']) ? null : { kind: 'may_not_sell' }
}

async function knowByWords(products: Products, words: string): Promise<Known> {
  const [product] = await products.find(words, 1)
  return product ? { product, thousandths: null } : null
}

type Known =
  'done' | Readonly<{ product: ProductRow; thousandths: number | null }> | Readonly<{ no: CodeNo }> | null

/** What a code is: goods, a label of the scales, a member, a voucher on a phone, an open coupon, a receipt of ours. */
function useKnowing({
  sale,
  change,
  onReceipt,
  again,
}: Omit<EnteringWish, 'onUnpriced'> & Readonly<{ again: (code: string) => void }>): (
  code: string,
) => Promise<Known> {
  const { products, members, receipts } = useTill()
  const takePhone = usePhoneVoucher(null, () => undefined)
  const takeSecret = useSecretCode(sale, change, again)
  return async (code) => {
    if (readShownText(code) !== null) {
      const memberId = await takePhone(code)
      // Whoever shows value on their phone is who buys.
      if (memberId !== null) change((draft) => withMember(draft, memberId, true))
      return 'done'
    }
    const product = await products.byCode(code)
    if (product) return { product, thousandths: null }
    const label = readScaleLabel(code)
    const weighed = label === null ? null : await products.byCode(label.code)
    if (label !== null && weighed) return { product: weighed, thousandths: label.thousandths }
    const member = await members.byCard(codeIn(code))
    if (member) {
      change((draft) => withMember(draft, member.id, true))
      return 'done'
    }
    const coupon = openCode(sale, code)
    if (coupon !== null) {
      change((draft) => withOpenCode(draft, coupon))
      return 'done'
    }
    const receipt = await receipts.byNo(code)
    if (receipt === null) {
      const secret = await takeSecret(code)
      if (secret === null) return null
      return secret === 'taken' ? 'done' : { no: secret }
    }
    onReceipt(receipt.id)
    return 'done'
  }
}
