import { Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { memberCoupons, voidCoupon } from '#domain/wallet/contract/coupon'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { ActForm, ActWindow } from '../members/act-form.tsx'
import { useActDone } from './act-forms.tsx'
import { useCodeName } from './names.ts'

type Coupon = Told<typeof memberCoupons>['rows'][number]

/** Coupons one by one, each with its one state for every channel. */
export function CouponsPart({ memberId }: Readonly<{ memberId: string }>) {
  const { t } = useTranslation()
  const ask = useCall(memberCoupons, { memberId })
  if (ask.data?.rows.length === 0) return null
  return (
    <Section title={t('wallet.coupons.title')}>
      <Answered ask={ask}>
        {({ rows }) => (
          <ul className="lines">
            {rows.map((coupon) => (
              <CouponRow key={coupon.id} coupon={coupon} />
            ))}
          </ul>
        )}
      </Answered>
    </Section>
  )
}

function CouponRow({ coupon }: Readonly<{ coupon: Coupon }>) {
  const { t } = useTranslation()
  const { day, moment } = useFormats()
  const may = useMay()
  const codeName = useCodeName()
  const { state, expiresOn } = coupon
  return (
    <li>
      <span className="lines-what">
        <strong>{codeName('coupon', coupon.code)}</strong>
        <span className="quiet num">{t('wallet.coupons.issued', { moment: moment(coupon.issuedAt) })}</span>
        <span className="quiet num">
          {expiresOn === null
            ? t('members.behind.never')
            : t('members.behind.expires', { day: day(expiresOn) })}
        </span>
      </span>
      <span className="lines-numbers">
        <Tag>{t(`wallet.coupons.state.${state}`)}</Tag>
        {state === 'issued' && may('wallet.adjust') ? <Void coupon={coupon} /> : null}
      </span>
    </li>
  )
}

function Void({ coupon }: Readonly<{ coupon: Coupon }>) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const kept = useActDone(close)
  const make = useCommand(voidCoupon, () => kept(t('wallet.coupons.voided')))
  return (
    <>
      <button type="button" className="as-link" onClick={() => setOpen(true)}>
        {t('wallet.coupons.void')}
      </button>
      <ActWindow title={t('wallet.coupons.void')} open={open} close={close}>
        <ActForm
          means={t('wallet.coupons.voidMeans')}
          label={t('wallet.coupons.void')}
          danger
          why="needed"
          pending={make.isPending}
          trouble={make.error}
          send={({ reason }, told) => make.mutate({ couponId: coupon.id, reason }, told)}
        />
      </ActWindow>
    </>
  )
}
