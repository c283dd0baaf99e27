import type { Wish } from '#base/endpoint'
import { money, nothing, sum } from '#base/money'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { productsByCode } from '#domain/goods/index'
import { bestCoupons, versionsBy, type Basket, type Buyer, type ProgramDocument } from '#domain/program/index'
import { explain, type Explanation } from '#domain/program/model/explain'
import { saidOf } from '#domain/program/model/explain-words'
import { membersById } from '#domain/member/index'
import { branches, chain } from '#domain/org/index'
import * as wallet from '#domain/wallet/index'
import type { explainPastSale, explainSale } from './contract/explanation.ts'
import { saleFactsOf } from './decide.ts'
import { gather, type Facts } from './facts.ts'
import { basketOf } from './model/judge.ts'
import { otherwise } from './model/weights.ts'
import * as read from './store/explain.ts'

type Of = Readonly<{ version: number; buyer: Buyer | null; told: Explanation; currency: string }>

function shownOf({ version, buyer, told, currency }: Of) {
  const { priced, points, rules } = told
  return {
    programVersion: version,
    tier: buyer?.tier ?? null,
    member: buyer !== null,
    totalMinor: typeof priced === 'string' ? null : priced.totalMinor,
    refusal: typeof priced === 'string' ? priced : null,
    points,
    rules: rules.map((one) => ({
      ...one,
      said: {
        zh: saidOf(one, { language: 'zh-CN', currency }),
        en: saidOf(one, { language: 'en', currency }),
      },
    })),
  }
}

/** Why a basket costs what it costs and earns what it earns, before anybody presses. */
export async function explainWish(work: Work, wish: Wish<typeof explainSale>) {
  const facts = await gather(work, [{ wish, by: work.by }], { source: 'api', looking: true })
  const asked = basketIn(work, facts, wish)
  const memberId = facts.holders.get(wish.memberNumber ?? '')?.memberId
  const held = memberId === undefined ? [] : await wallet.couponsHeld(work, memberId)
  const { document, version } = facts.program
  const otherwiseMinor = sum(
    wish.tenders
      .filter((one) => ['points', 'voucher'].includes(one.kind))
      .map((one) => money(one.amountMinor)),
  )
  const open = document.coupons.filter((rule) => rule.open).map((rule) => rule.code)
  const best = bestCoupons(document, asked, [...held, ...open])
  return {
    ...shownOf({
      version,
      buyer: asked.buyer,
      told: explain(document, asked, { held, otherwiseMinor }),
      currency: (await chain(work)).currency,
    }),
    best: best && { codes: [...best.codes], totalMinor: best.priced.totalMinor },
  }
}

function basketIn(work: Work, facts: Facts, wish: Wish<typeof explainSale>): Basket {
  if (!facts.branches.has(wish.branchCode))
    throw new Refusal('branch_unknown', { branchCode: wish.branchCode })
  if (wish.memberNumber !== undefined && !facts.holders.has(wish.memberNumber))
    throw new Refusal('member_number_unknown', { memberNumber: wish.memberNumber })
  const asked = basketOf(wish, saleFactsOf(work, facts, wish))
  if (typeof asked === 'string') throw new Refusal(asked)
  return asked
}

/** The same for a sale of the past, by the version it was judged by and as the member stood then. */
export async function explainPast(work: Work, { id }: Wish<typeof explainPastSale>) {
  const sold = await read.soldWith(work.tx, id)
  if (!sold || !(work.by.branchIds?.includes(sold.branchId) ?? true)) throw new Refusal('sale_unknown')
  const [program] = await versionsBy(work, [sold.programVersion])
  const document = program?.document as ProgramDocument
  const asked = await basketOfPast(work, sold)
  const told = explain(document, asked, { otherwiseMinor: otherwise(sold.tenders) })
  const { currency } = await chain(work)
  return shownOf({ version: sold.programVersion, buyer: asked.buyer, told, currency })
}

async function basketOfPast(work: Work, sold: read.PastSale): Promise<Basket> {
  const products = await productsByCode(
    work,
    sold.lines.map((line) => line.productCode),
  )
  const branch = (await branches(work)).find((one) => one.id === sold.branchId)
  const [person] = sold.memberId === null ? [] : await membersById(work, [sold.memberId])
  const off = (kind: string) =>
    sum(sold.lines.flatMap((l) => l.deductions.filter((d) => d.kind === kind).map((d) => d.minor)))
  const codes = new Set(
    sold.lines.flatMap((l) => l.deductions.flatMap((d) => (d.kind === 'coupon' ? (d.code ?? []) : []))),
  )
  return {
    on: sold.day,
    branchCode: branch?.code ?? '',
    buyer:
      sold.memberId === null || !sold.member ? null : { tier: sold.tier, birthOn: person?.birthOn ?? null },
    discount: off('basket') === 0 ? null : { minor: off('basket') },
    coupons: [...codes],
    asSent: sold.source === 'import',
    lines: sold.lines.map((line) => {
      const own = sum(line.deductions.filter((d) => d.kind === 'line').map((d) => d.minor))
      const product = products.get(line.productCode)
      return {
        no: line.no,
        productCode: line.productCode,
        category: product?.category ?? '',
        thousandths: line.thousandths,
        unitPriceMinor: line.unitPriceMinor,
        costMinor: product?.costMinor == null ? null : money(product.costMinor),
        discount: own === nothing ? null : { minor: own },
        passCode: line.passCode,
        addOnCode: line.deductions.find((d) => d.kind === 'add_on')?.code ?? null,
      }
    }),
  }
}
