import { tellDisplay } from '../display/tell-display.ts'
import { useCashier, usePolicy, useTill, type MemberRow, type ReceiptRow } from '../till-context.ts'
import { useWords } from '../words.ts'
import { needsAllowance } from './allowance.ts'
import { AllowSheet } from './allow-sheet.tsx'
import { EMPTY_DRAFT, withMember, withoutDiscounts, withSeller, type Draft } from './basket-state.ts'
import type { ChangeDraft } from './basket-store.ts'
import { CommandsSheet } from './commands-sheet.tsx'
import { CouponsSheet } from './coupons-sheet.tsx'
import { DiscountForm } from './discount-form.tsx'
import { FindMemberSheet } from './find-member-sheet.tsx'
import { HeldSheet } from './held-sheet.tsx'
import { LineSheet } from './line-sheet.tsx'
import { PaidSheet } from './paid-sheet.tsx'
import { PaySheet } from './pay-sheet.tsx'
import { PriceSheet, type Unpriced } from './price-sheet.tsx'
import { isQuote } from './quote.ts'
import { ReturnSheet } from './return-sheet.tsx'
import { SellerSheet } from './seller-sheet.tsx'
import { Sheet } from './sheet.tsx'
import type { TillTender } from './tendering.ts'
import type { Asking } from './use-asking.ts'
import { useShownMember } from './use-display.ts'
import type { Entering } from './use-entering.ts'
import { atFullPrice, type Done } from './use-paying.ts'
import type { Sale } from './use-sale.ts'
import { WhySheet } from './why-sheet.tsx'

/** What stands open over the checkout; one thing at a time. */
export type Opened =
  | Readonly<{ kind: 'member' | 'coupons' | 'discount' | 'held' | 'why' | 'commands' | 'seller' }>
  | Readonly<{ kind: 'line'; key: number }>
  | Readonly<{ kind: 'price'; of: Unpriced }>
  | Readonly<{ kind: 'pay'; first: TillTender }>
  | Readonly<{ kind: 'paid'; row: ReceiptRow; changeMinor: number }>
  | Readonly<{ kind: 'return'; id: string | null }>

type Words = Readonly<{
  sale: Sale
  change: ChangeDraft
  opened: Opened | null
  open: (what: Opened | null) => void
  entering: Entering
  asking: Asking
  onMember: (row: MemberRow) => void
}>

/** Whatever stands open. */
export function Sheets({ sale, change, opened, open, entering, asking, onMember }: Words) {
  const close = () => open(null)
  const done = useDone(change, open)
  const bySecret = (code: string) => {
    close()
    entering.scan(code)
  }
  switch (opened?.kind) {
    case undefined:
      return null
    case 'member':
      return <FindMemberSheet asking={asking} onFound={onMember} onClose={close} />
    case 'coupons':
      return <CouponsSheet {...{ sale, change }} onSecret={bySecret} onClose={close} />
    case 'discount':
      return <BasketDiscount sale={sale} change={change} onClose={close} />
    case 'why':
      return <WhySheet sale={sale} onClose={close} />
    case 'seller':
      return <BasketSeller sale={sale} change={change} onClose={close} />
    case 'commands':
      return <CommandsSheet onClose={close} />
    case 'held':
      return <Recall sale={sale} change={change} onClose={close} />
    case 'line': {
      const line = sale.draft.lines.find((one) => one.key === opened.key)
      return line ? <LineSheet key={line.key} {...{ line, sale, change }} onClose={close} /> : null
    }
    case 'price':
      return <Price of={opened.of} entering={entering} onClose={close} />
    case 'pay':
      return <Paying {...{ sale, change, open }} first={opened.first} onDone={done.sold} onClose={close} />
    case 'paid':
      return <PaidSheet row={opened.row} changeMinor={opened.changeMinor} onNext={close} />
    case 'return':
      if (entering.barred !== null) return null
      return <ReturnSheet key={opened.id} first={opened.id} onDone={done.returned} onClose={close} />
  }
}

/** What follows a sale or return that is written down: thanks to the customer, an empty basket for the next. */
function useDone(change: ChangeDraft, open: Words['open']) {
  const shown = useShownMember()
  const sold = ({ row, changeMinor, sale }: Done) => {
    const { totalMinor, roundingMinor, points } = row.body
    tellDisplay({
      t: 'thanks',
      thanks: {
        kind: 'sale',
        member: shown(sale.member),
        totalMinor,
        paidMinor: totalMinor + roundingMinor,
        changeMinor,
        savedMinor: sale.quote.savedMinor,
        earned: sale.member === null ? null : points,
      },
    })
    change(() => EMPTY_DRAFT)
    open({ kind: 'paid', row, changeMinor })
  }
  const returned = (row: ReceiptRow) => {
    const { totalMinor, roundingMinor, points } = row.body
    tellDisplay({
      t: 'thanks',
      thanks: {
        kind: 'return',
        member: null,
        totalMinor,
        paidMinor: totalMinor + roundingMinor,
        changeMinor: 0,
        savedMinor: 0,
        earned: row.memberId === null ? null : points,
      },
    })
    open({ kind: 'paid', row, changeMinor: 0 })
  }
  return { sold, returned }
}

type PayWords = PartWords & Readonly<{ first: TillTender; open: Words['open']; onDone: (done: Done) => void }>

/** The one way to the money: what the cashier may not give alone is allowed first. */
function Paying({ sale, change, first, open, onDone, onClose }: PayWords) {
  const policy = usePolicy()
  const cashier = useCashier()
  if (!isQuote(sale.quote)) return null
  if (needsAllowance(sale.draft, policy, cashier))
    return (
      <AllowSheet
        sale={sale}
        onAllowed={(allowed) => change((now) => ({ ...now, allowed }))}
        onDrop={() => {
          change(withoutDiscounts)
          open(null)
        }}
        onClose={onClose}
      />
    )
  return (
    <PaySheet
      sale={{ ...sale, quote: sale.quote }}
      first={first}
      onDone={onDone}
      onFullPrice={() => change(atFullPrice)}
      onClose={onClose}
    />
  )
}

type PriceWords = Readonly<{ of: Unpriced; entering: Entering; onClose: () => void }>

function Price({ of, entering, onClose }: PriceWords) {
  return (
    <PriceSheet
      of={of}
      onClose={onClose}
      onDone={(goods) => {
        entering.addPriced(of, goods)
        onClose()
      }}
    />
  )
}

type PartWords = Readonly<{ sale: Sale; change: ChangeDraft; onClose: () => void }>

function BasketDiscount({ sale, change, onClose }: PartWords) {
  const say = useWords()
  const { draft, quote } = sale
  // What the basket comes to before this discount: it may not take off more.
  const most = isQuote(quote)
    ? quote.totalMinor +
      quote.priced.lines
        .flatMap((line) => line.deductions)
        .filter((one) => one.kind === 'basket' || one.kind === 'coupon')
        .reduce((all, one) => all + one.minor, 0)
    : Number.MAX_SAFE_INTEGER
  return (
    <Sheet title={say('checkout.discount.title')} onClose={onClose} width={520}>
      <DiscountForm
        label={say('checkout.discount.title')}
        of={draft.discount}
        mostMinor={most}
        onDone={(discount) => {
          change((now) => (now.lines.length === 0 ? now : { ...now, discount }))
          onClose()
        }}
      />
    </Sheet>
  )
}

/** Who sold all of it, and whatever is rung up next. */
function BasketSeller({ sale, change, onClose }: PartWords) {
  const say = useWords()
  return (
    <SellerSheet
      title={say('checkout.seller.basket')}
      seller={sale.draft.seller}
      onPick={(seller) => {
        change((now) => withSeller(now, seller))
        onClose()
      }}
      onClose={onClose}
    />
  )
}

/** Taking a basket out puts the one at hand aside, so that nothing is ever lost by it. */
function Recall({ sale, change, onClose }: PartWords) {
  const say = useWords()
  const { held, newId, now } = useTill()
  const take = async (draft: Draft) => {
    if (sale.draft.lines.length > 0) {
      const label = say('checkout.held.label', { n: (await held.all()).length + 1 })
      await held.put({ id: newId(), label, at: now(), basket: sale.draft })
    }
    change((before) =>
      draft.memberId === null && before.lines.length === 0
        ? withMember(draft, before.memberId, before.cardShown)
        : draft,
    )
    onClose()
  }
  return <HeldSheet onTake={(draft) => void take(draft)} onClose={onClose} />
}
