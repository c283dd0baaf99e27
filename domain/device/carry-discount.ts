import { money, less, shareHalfUp } from '#base/money'
import type { SaleWish } from '#domain/sale/index'
import { note, timeOf, type Doing } from './doing.ts'
import type { SaleBody } from './model/bodies.ts'
import { handDiscount, withinRule, type HandBasket, type HandLine } from '#domain/sale/model/hand-discount'
import { policySchema } from './model/policy.ts'
import type { Placed } from './model/receive.ts'
import { latestPolicy, policyText } from './store/policies.ts'

/**
 * D14: what hands took off a sale is kept with who did it and who allowed it, and judged by the policy the till went
 * by, which head office signed: a till that lets anybody give anything is told of.
 */
export async function carryDiscount(doing: Doing, placed: Placed, body: SaleBody): Promise<void> {
  const { wish, cashier, allowedBy } = body
  if (wish.kind !== 'sale') return
  const given = handDiscount(basketOf(wish))
  if (given.offMinor === 0) return
  const { rule, may } = await ruleFor(doing, placed.event.policy)
  const within = withinRule(rule, may(cashier.id), given) || withinRule(rule, may(allowedBy?.id), given)
  doing.discounts.push({
    ...given,
    within,
    eventHash: placed.hash,
    saleId: placed.event.id,
    deviceId: doing.till.id,
    storeId: doing.till.storeId,
    happenedAt: timeOf(doing, placed.event),
    cashierId: cashier.id,
    cashierName: cashier.name,
    mostBps: rule?.mostBps ?? null,
    allowedId: allowedBy?.id ?? null,
    allowedName: allowedBy?.name ?? null,
  })
  if (within) return
  const evidence = {
    receiptNo: wish.receiptNo ?? null,
    cashier: cashier.name,
    allowedBy: allowedBy?.name ?? null,
  }
  note(doing, placed, 'discount_not_allowed', { amount: given.offMinor, memberId: body.memberId, evidence })
}

/** What the policy of that version let whom do; the newest where none has that number, as after a restore. */
async function ruleFor({ work, till }: Doing, version: number) {
  const deviceId = till.id
  const text =
    (await policyText(work.tx, { deviceId, version })) ??
    (await latestPolicy(work.tx, deviceId))?.text ??
    null
  const policy = text === null ? null : policySchema.safeParse(JSON.parse(text)).data
  const may = (id: string | undefined): readonly string[] =>
    policy?.cashiers.find((one) => one.id === id)?.permissions ?? []
  return { rule: policy?.discounts, may }
}

const basketOf = ({ lines, discount }: SaleWish): HandBasket => ({
  lines: lines.map(handLineOf),
  discount: discount ?? null,
})

function handLineOf({
  unitPriceMinor = 0,
  quantity,
  discount,
  chargedMinor,
}: SaleWish['lines'][number]): HandLine {
  const thousandths = Math.round(quantity * 1000)
  const line = { unitPriceMinor, thousandths }
  if (chargedMinor === undefined) return { ...line, discount: discount ?? null }
  const listed = shareHalfUp(money(unitPriceMinor), thousandths, 1000)
  return { ...line, discount: chargedMinor < listed ? { minor: less(listed, money(chargedMinor)) } : null }
}
