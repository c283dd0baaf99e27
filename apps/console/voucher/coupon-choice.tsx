import { Button, Checkbox, Form, type FormInstance } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { memberVoucherCoupons } from '#domain/device/contract/reservation'
import { MOST_COUPONS_BY_PHONE } from '#domain/device/model/reservation'
import { useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'

type Coupons = Told<typeof memberVoucherCoupons>['coupons']
type Words = Readonly<{ form: FormInstance; deviceCode: string }>

/** The member's coupons to choose from: shown once card and PIN say whose they are, and gone when either changes. */
export function CouponChoice({ form, deviceCode }: Words) {
  const { t } = useTranslation()
  const [coupons, setCoupons] = useState<Coupons | null>(null)
  const ask = useCommand(memberVoucherCoupons, (told) => setCoupons(told.coupons))
  const card = Form.useWatch('cardNumber', form)
  const pin = Form.useWatch('pin', form)
  const { reset } = ask
  useEffect(() => {
    setCoupons(null)
    form.setFieldValue('coupons', [])
    reset()
  }, [form, card, pin, reset])
  const look = () =>
    void form.validateFields(['cardNumber', 'pin']).then(
      ({ cardNumber, pin: secret }: Readonly<{ cardNumber: string; pin: string }>) =>
        ask.mutate({ deviceCode, cardNumber, pin: secret }),
      // The fields say themselves what they lack.
      () => undefined,
    )
  if (coupons === null)
    return (
      <div className="voucher-coupons">
        <Button onClick={look} loading={ask.isPending} block>
          {t('voucher.coupons.look')}
        </Button>
        <ErrorNotice of={ask.error} />
      </div>
    )
  return <Choice coupons={coupons} />
}

function Choice({ coupons }: Readonly<{ coupons: Coupons }>) {
  const { t, i18n } = useTranslation()
  if (coupons.length === 0) return <p className="quiet voucher-coupons">{t('voucher.coupons.none')}</p>
  const days = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' })
  return (
    <Form.Item
      name="coupons"
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
