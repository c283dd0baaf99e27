import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button, Form, Input, InputNumber } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { encode } from 'uqr'
import type { Told } from '#base/endpoint'
import { currencyDigits, formatMoney, money, parseMoney } from '#base/money'
import { memberVoucher } from '#domain/device/contract/reservation'
import { reservationSchema, shownText } from '#domain/device/model/reservation'
import { newId, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Seal } from '#ui/kit/seal.tsx'
import { chainQuery } from '../me.ts'
import { Languages } from '../shell/languages.tsx'
import '../join/join.css'
import { CouponChoice } from './coupon-choice.tsx'
import './voucher.css'

type Sealed = Told<typeof memberVoucher>['reservation']

/**
 * What the code on a till without a network opens on the member's own phone: card, PIN and amount go to head office,
 * and the code that comes back is shown to the till (promises §4.2, V).
 */
export function VoucherPage() {
  const { t } = useTranslation()
  const { deviceCode = '' } = useParams({ strict: false })
  const { data: chain } = useQuery(chainQuery)
  const [sealed, setSealed] = useState<Sealed | null>(null)
  useEffect(() => {
    document.title = t('voucher.title')
  }, [t])
  return (
    <div className="join">
      <header className="join-head">
        <Seal size={34} />
        <span className="join-chain">{chain?.name ?? null}</span>
        <Languages />
      </header>
      <main className="join-main">
        {sealed === null ? (
          <AskForm deviceCode={deviceCode} currency={chain?.currency ?? 'CNY'} done={setSealed} />
        ) : (
          <Shown sealed={sealed} again={() => setSealed(null)} />
        )}
      </main>
    </div>
  )
}

type Values = Readonly<{
  cardNumber: string
  pin: string
  amount?: string
  points?: number
  coupons?: readonly string[]
}>
type AskWords = Readonly<{ deviceCode: string; currency: string; done: (sealed: Sealed) => void }>

function AskForm({ deviceCode, currency, done }: AskWords) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [id, setId] = useState(newId)
  const digits = currencyDigits(currency)
  const ask = useCommand(memberVoucher, ({ reservation }) => done(reservation))
  const send = ({ cardNumber, pin, amount, points, coupons = [] }: Values) => {
    const read = parseMoney(amount ?? '', digits)
    const minor = typeof read === 'object' ? read.amountMinor : 0
    if (minor === 0 && !points && coupons.length === 0)
      return form.setFields([{ name: 'amount', errors: [t('voucher.something')] }])
    // A refusal is final for its id; what is changed and sent again is another wish.
    const wish = { id, deviceCode, cardNumber, pin, minor, points: points ?? 0, coupons: [...coupons] }
    ask.mutate(wish, { onError: () => setId(newId()) })
  }
  return (
    <Form form={form} layout="vertical" size="large" colon={false} requiredMark={false} onFinish={send}>
      <h1>{t('voucher.title')}</h1>
      <p className="quiet">{t('voucher.why', { till: deviceCode })}</p>
      <Form.Item
        name="cardNumber"
        label={t('voucher.card')}
        rules={[{ required: true, message: t('voucher.missing') }]}
      >
        <Input autoComplete="off" inputMode="text" maxLength={40} />
      </Form.Item>
      <Form.Item
        name="pin"
        label={t('voucher.pin')}
        rules={[{ required: true, message: t('voucher.missing') }]}
      >
        <Input.Password autoComplete="off" inputMode="numeric" maxLength={20} />
      </Form.Item>
      <Form.Item name="amount" label={t('voucher.amount')}>
        <InputNumber className="join-wide num" stringMode min="0" precision={digits} suffix={currency} />
      </Form.Item>
      <Form.Item name="points" label={t('voucher.points')}>
        <InputNumber className="join-wide num" min={0} precision={0} />
      </Form.Item>
      <CouponChoice form={form} deviceCode={deviceCode} />
      <ErrorNotice of={ask.error} />
      <Button type="primary" htmlType="submit" loading={ask.isPending} block>
        {t('voucher.send')}
      </Button>
      <p className="quiet voucher-held">{t('voucher.held')}</p>
    </Form>
  )
}

/** The code, large, with what it is good for: one burn at one till within a quarter of an hour. */
function Shown({ sealed, again }: Readonly<{ sealed: Sealed; again: () => void }>) {
  const { t, i18n } = useTranslation()
  const of = reservationSchema.parse(JSON.parse(sealed.text))
  const { data: chain } = useQuery(chainQuery)
  // The phone's own zone: its owner looks at its own clock.
  const clock = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' })
  const path = pathOf(shownText(sealed))
  const { minor, points } = of.amounts
  const parts = [
    ...(minor > 0 ? [formatMoney(money(minor), chain?.currency ?? 'CNY', i18n.language)] : []),
    ...(points > 0 ? [t('voucher.somePoints', { count: points })] : []),
    ...(of.coupons.length > 0 ? [t('voucher.someCoupons', { count: of.coupons.length })] : []),
  ]
  return (
    <article role="status" className="voucher">
      <h1>{t('voucher.show')}</h1>
      <p className="voucher-sum num">{parts.join(' + ')}</p>
      <svg viewBox={`0 0 ${path.size} ${path.size}`} role="img" aria-label={t('voucher.code')}>
        <path d={path.d} />
      </svg>
      <p>{t('voucher.until', { time: clock.format(new Date(of.expiresAt)) })}</p>
      <p className="quiet">{t('voucher.unused')}</p>
      <Button size="large" onClick={again} block>
        {t('voucher.again')}
      </Button>
    </article>
  )
}

/** Dark squares as one path; with the quiet zone that scanners need. */
function pathOf(text: string): Readonly<{ d: string; size: number }> {
  const { data, size } = encode(text, { ecc: 'L', border: 3 })
  const d = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { d, size }
}
