import { Button, Checkbox, Input, Switch } from 'antd'
import { useState } from 'react'
import { readShownText } from '#domain/device/model/reservation'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useNamed } from '../named.ts'
import { useScan, type CouponRow } from '../till-context.ts'
import { useWords } from '../words.ts'
import { withOpenCode, withoutOpenCode } from './basket-state.ts'
import type { ChangeDraft } from './basket-store.ts'
import { knownCoupons } from './known-coupons.ts'
import { looksSecret } from './secret-code.ts'
import { alive, isQuote } from './quote.ts'
import { Sheet } from './sheet.tsx'
import { CouponPhone } from './phone-code.tsx'
import type { Sale } from './use-sale.ts'

type Words = Readonly<{
  sale: Sale
  change: ChangeDraft
  /** Takes the secret on a coupon, which only head office knows, or the code on the member's phone. */
  onSecret: (code: string) => void
  onClose: () => void
}>

/** Which coupons are used: whatever saves most, or those the customer wants; and codes open to all. */
export function CouponsSheet({ sale, change, onSecret, onClose }: Words) {
  const say = useWords()
  const { draft, member, waiting } = sale
  const best = draft.coupons === 'best'
  const rows = alive(knownCoupons(member, draft.shown, sale.aside), sale.scene.on)
  // The code on the member's phone is read like any other that is shown here.
  useScan((code) => {
    if (readShownText(code) === null) return false
    onSecret(code)
    return true
  })
  return (
    <Sheet title={say('checkout.coupons.title')} onClose={onClose}>
      <label className="checkout-switch">
        <Switch
          checked={best}
          onChange={(on) => change((now) => ({ ...now, coupons: on ? 'best' : usedIds(sale) }))}
        />
        <span>{say('checkout.coupons.best')}</span>
      </label>
      {waiting > 0 ? <CouponPhone /> : null}
      {rows.length + draft.openCodes.length === 0 ? (
        <p className="quiet">{say('checkout.coupons.none')}</p>
      ) : null}
      <ul className="till-rows">
        {rows.map((row) => (
          <CouponLine key={row.id} row={row} sale={sale} change={change} />
        ))}
        {draft.openCodes.map((code) => (
          <OpenLine key={code} code={code} sale={sale} change={change} />
        ))}
      </ul>
      <OpenCode {...{ sale, change, onSecret }} />
      <div className="till-door-acts checkout-sheet-acts">
        <Button size="large" type="primary" autoFocus onClick={onClose}>
          {say('checkout.line.done')}
        </Button>
      </div>
    </Sheet>
  )
}

const usedIds = ({ quote }: Sale): string[] =>
  isQuote(quote) ? quote.coupons.flatMap(({ id }) => id ?? []) : []

type LineWords = Readonly<{ row: CouponRow; sale: Sale; change: ChangeDraft }>

function CouponLine({ row, sale, change }: LineWords) {
  const say = useWords()
  const { day } = useFormats()
  const rule = sale.scene.program.coupons.find((one) => one.code === row.code)
  const used = usedIds(sale).includes(row.id)
  const here = sale.scene.held.some((one) => one.id === row.id)
  const voucher = rule?.kind === 'voucher'
  const chosen = sale.draft.coupons === 'best' ? used : sale.draft.coupons.includes(row.id)
  const toggle = () =>
    change((now) => {
      const before = now.coupons === 'best' ? usedIds(sale) : now.coupons
      return { ...now, coupons: chosen ? before.filter((id) => id !== row.id) : [...before, row.id] }
    })
  return (
    <li>
      <Checkbox className="checkout-coupon" checked={chosen} disabled={voucher || !here} onChange={toggle}>
        <CouponName code={row.code} sale={sale} />
        <small className="quiet">
          {row.expiresOn === null ? null : say('checkout.coupons.ends', { day: day(row.expiresOn) })}{' '}
          {voucher ? say('checkout.coupons.voucher') : null}
          {here ? null : say('checkout.coupons.offline')}
        </small>{' '}
        {used ? <Used code={row.code} sale={sale} /> : null}
      </Checkbox>
    </li>
  )
}

function OpenLine({ code, sale, change }: Readonly<{ code: string; sale: Sale; change: ChangeDraft }>) {
  const say = useWords()
  const used = isQuote(sale.quote) && sale.quote.coupons.some((one) => one.id === null && one.code === code)
  return (
    <li>
      <Checkbox
        className="checkout-coupon"
        checked
        onChange={() => change((now) => withoutOpenCode(now, code))}
      >
        <CouponName code={code} sale={sale} />
        <small className="quiet">{say('checkout.coupons.open')}</small>{' '}
        {used ? <Used code={code} sale={sale} /> : null}
      </Checkbox>
    </li>
  )
}

function CouponName({ code, sale }: Readonly<{ code: string; sale: Sale }>) {
  const named = useNamed()
  const rule = sale.scene.program.coupons.find((one) => one.code === code)
  return <strong>{rule ? named(rule) : code} </strong>
}

function Used({ code, sale }: Readonly<{ code: string; sale: Sale }>) {
  const say = useWords()
  const { money } = useFormats()
  const off = isQuote(sale.quote)
    ? sale.quote.priced.lines
        .flatMap((line) => line.deductions)
        .filter((one) => one.kind === 'coupon' && one.code === code)
        .reduce((all, one) => all + one.minor, 0)
    : 0
  return <span className="checkout-saved num">{say('checkout.coupons.used', { money: money(off) })}</span>
}

/** A coupon by the code the customer shows: of one open to all, or the secret on one of the member's. */
function OpenCode({ sale, change, onSecret }: Omit<Words, 'onClose'>) {
  const say = useWords()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const add = () => {
    const code = openCode(sale, text)
    if (code === null && looksSecret(text)) return onSecret(text)
    setWrong(code === null)
    if (code === null) return
    change((now) => withOpenCode(now, code))
    setText('')
  }
  return (
    <>
      <div className="checkout-code">
        <Input
          size="large"
          maxLength={40}
          aria-label={say('checkout.coupons.code')}
          placeholder={say('checkout.coupons.code')}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onPressEnter={add}
        />
        <Button size="large" disabled={text.trim() === ''} onClick={add}>
          {say('checkout.coupons.add')}
        </Button>
      </div>
      {wrong ? (
        <p className="member-unknown" role="alert">
          {say('checkout.coupons.unknown')}
        </p>
      ) : null}
    </>
  )
}

/** The coupon open to all that a text names; vouchers pay, they lower no price. */
export function openCode({ scene }: Pick<Sale, 'scene'>, text: string): string | null {
  const wanted = text.trim().toLowerCase()
  const rule = scene.program.coupons.find(
    (one) => one.open && one.kind !== 'voucher' && one.code.toLowerCase() === wanted,
  )
  return rule?.code ?? null
}
