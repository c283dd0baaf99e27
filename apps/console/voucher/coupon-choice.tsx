import { Button, Checkbox, Form, type FormInstance } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { memberVoucherCoupons } from '#domain/device/contract/reservation'
import { MOST_COUPONS_BY_PHONE } from '#domain/device/model/reservation'
import { useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'

type Coupons = Told<typeof memberVoucherCoupons>['coupons']
/** Whose they are, by what was asked with. */
type Found = Readonly<{ coupons: Coupons; cardNumber: string; pin: string }>
type Words = Readonly<{ form: FormInstance; deviceCode: string }>

/** The member's coupons to choose from: shown once card and PIN say whose they are, and gone when either changes. */
export function CouponChoice({ form, deviceCode }: Words) {
  const { t } = useTranslation()
  const [found, setFound] = useState<Found | null>(null)
  const ask = useCommand(memberVoucherCoupons, ({ coupons }, { cardNumber, pin }) =>
    setFound({ coupons, cardNumber, pin }),
  )
  const card: unknown = Form.useWatch('cardNumber', form)
  const secret: unknown = Form.useWatch('pin', form)
  const look = () =>
    void form.validateFields(['cardNumber', 'pin']).then(
      ({ cardNumber, pin }: Readonly<{ cardNumber: string; pin: string }>) =>
        ask.mutate({ deviceCode, cardNumber, pin }),
      // The fields say themselves what they lack.
      () => undefined,
    )
  if (found === null || found.cardNumber !== card || found.pin !== secret)
    return (
      <div className="voucher-coupons">
        <Button onClick={look} loading={ask.isPending} block>
          {t('voucher.coupons.look')}
        </Button>
        <ErrorNotice of={ask.error} />
      </div>
    )
  return <Choice coupons={found.coupons} />
}

function Choice({ coupons }: Readonly<{ coupons: Coupons }>) {
  const { t, i18n } = useTranslation()
  if (coupons.length === 0) return <p className="quiet voucher-coupons">{t('voucher.coupons.none')}</p>
  const days = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' })
  return (
    <Form.Item
      name="coupons"
      // What was chosen of one card is not sent with another.
      preserve={false}
      label={t('voucher.coupons.title')}
      extra={t('voucher.coupons.most', { n: MOST_COUPONS_BY_PHONE })}
      rules={[{ type: 'array', max: MOST_COUPONS_BY_PHONE, message: t('voucher.coupons.tooMany') }]}
    >
      <Checkbox.Group className="voucher-choice">
        {coupons.map(({ id, nameZh, nameEn, expiresOn }) => (
          <Checkbox key={id} value={id}>
            {i18n.language.startsWith('zh') ? nameZh : nameEn}
            {expiresOn === null ? null : (
              <small className="quiet">
                {t('voucher.coupons.until', { day: days.format(new Date(`${expiresOn}T00:00:00Z`)) })}
              </small>
            )}
          </Checkbox>
        ))}
      </Checkbox.Group>
    </Form.Item>
  )
}
