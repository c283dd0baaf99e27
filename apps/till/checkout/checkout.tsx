import { useEffect, useState } from 'react'
import { AdvertsOverlay } from '../display/adverts-overlay.tsx'
import { chooseMember, useChosenMember } from '../shell/chosen.ts'
import { useScan } from '../till-context.ts'
import { ActBar } from './act-bar.tsx'
import { BasketPart } from './basket-part.tsx'
import { isIdle, withMember } from './basket-state.ts'
import { useDraft, type ChangeDraft } from './basket-store.ts'
import { BuyerPart } from './buyer-part.tsx'
import { useChosenReceipt } from './chosen-receipt.ts'
import { GoodsPart } from './goods-part.tsx'
import { useHintText } from './hint-text.ts'
import { NoticeLine } from './notice-line.tsx'
import { ScanField } from './scan-field.tsx'
import { Sheets, type Opened } from './sheets.tsx'
import { TotalsPart } from './totals-part.tsx'
import { useActs, type Acts } from './use-acts.ts'
import { useAsking } from './use-asking.ts'
import { useDisplay } from './use-display.ts'
import { useEntering, type Entering } from './use-entering.ts'
import { useSale, type Sale } from './use-sale.ts'
import { useTyping } from './use-typing.ts'
import './checkout.css'

/** The cashier's main screen: goods at the left, the basket at the right, and the focus always in the scan field. */
export function Checkout() {
  const [draft, change] = useDraft()
  const sale = useSale(draft)
  const [opened, open] = useState<Opened | null>(null)
  const [goods, showGoods] = useState(false)
  const hint = useHintText()(sale.hint)
  const entering = useEntering({
    sale,
    change,
    onUnpriced: (of) => open({ kind: 'price', of }),
    onReceipt: (id) => open({ kind: 'return', id }),
  })
  const buy = (member: Readonly<{ id: string }>, shown: boolean) => {
    change((now) => withMember(now, member.id, shown))
    open(null)
  }
  const asking = useAsking((row) => buy(row, false))
  const acts = useActs({ sale, change, open, opened, entering })
  const typing = useTyping({ draft, entering, acts, closed: opened === null })
  useHanded((id) => buy({ id }, false), open)
  useScan((code) => acts.scanned(code, () => entering.scan(code, typing.take())))
  useDisplay(sale, hint)
  return (
    <div className={goods ? 'checkout checkout-goods-first' : 'checkout'}>
      <section className="checkout-left">
        <ScanField {...typing.field} onScan={(code) => entering.scan(code)} />
        <NoticeLine
          notice={entering.barred ?? entering.notice}
          onSell={(of) => open({ kind: 'price', of })}
        />
        <div className="checkout-goods">
          <GoodsPart
            wanted={typing.wanted}
            at={typing.at}
            scene={sale.scene}
            onFound={typing.found}
            onPick={typing.pick}
          />
        </div>
      </section>
      <BasketSide
        {...{ sale, change, open, entering, acts, hint, goods }}
        onGoods={() => showGoods(!goods)}
      />
      <Sheets {...{ sale, change, opened, open, entering, asking }} onMember={(row) => buy(row, false)} />
      <AdvertsOverlay quiet={isIdle(draft) && opened === null} />
    </div>
  )
}

type SideWords = Readonly<{
  sale: Sale
  change: ChangeDraft
  open: (what: Opened) => void
  entering: Entering
  acts: Acts
  hint: string | null
  goods: boolean
  onGoods: () => void
}>

/** Who buys, what, for how much. */
function BasketSide({ sale, change, open, entering, acts, hint, goods, onGoods }: SideWords) {
  return (
    <section className="checkout-right">
      <BuyerPart
        sale={sale}
        onFind={() => open({ kind: 'member' })}
        onDrop={() => change((now) => withMember(now, null, false))}
        onCoupons={() => open({ kind: 'coupons' })}
      />
      <BasketPart sale={sale} onOpen={(line) => open({ kind: 'line', key: line.key })} />
      <TotalsPart
        sale={sale}
        hint={hint}
        onPay={acts.pay}
        onWhy={() => open({ kind: 'why' })}
        onAddOn={(product, addOnCode) => entering.add(product, { addOnCode })}
      />
      <ActBar acts={acts} goods={goods} onGoods={onGoods} />
    </section>
  )
}

/** Whoever, or whatever receipt, was chosen on another screen. */
function useHanded(onMember: (id: string) => void, open: (what: Opened) => void): void {
  const member = useChosenMember()
  const [receipt, takeReceipt] = useChosenReceipt()
  useEffect(() => {
    if (member === null) return
    chooseMember(null)
    onMember(member.id)
  }, [member, onMember])
  useEffect(() => {
    if (receipt === null) return
    takeReceipt()
    open({ kind: 'return', id: receipt })
  }, [receipt, takeReceipt, open])
}
