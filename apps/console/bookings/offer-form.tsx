import { Button, DatePicker, Form, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayBookingOffer } from '#domain/booking/contract/offer'
import type { Offer } from '#domain/booking/contract/shapes'
import { USUAL_TERMS } from '#domain/booking/model/terms'
import { listProducts } from '#domain/goods/contract'
import { useCall, useCommand } from '#ui/call.ts'
import { useRested } from '#ui/kit/rested.ts'
import { ActForm } from '../members/act-form.tsx'
import { BranchField, useDone, useOwnBranch } from '../standing/act.tsx'
import { TIMES, termsOf, valuesOf, WEEKDAYS, type Values } from './offer-values.ts'

type FormWords = Readonly<{ of?: Offer; close: () => void }>

const NUMBERS = [
  ['minutes', 5, 720],
  ['stepMinutes', 5, 720],
  ['places', 1, 200],
  ['daysAhead', 0, 180],
  ['holdMinutes', 1, 120],
  ['cancelHours', 0, 336],
  ['mostOpen', 1, 50],
] as const

/** What can be booked: said anew it counts for what is booked from now on. */
export function OfferForm({ of, close }: FormWords) {
  const { t } = useTranslation()
  const done = useDone(close)
  const own = useOwnBranch()
  const say = useCommand(sayBookingOffer, () => done(t('bookings.offers.said')))
  const start = { ...valuesOf(of?.terms ?? USUAL_TERMS), branchCode: of?.branchCode ?? own }
  return (
    <ActForm<Values>
      means={t('bookings.offers.means')}
      label={t('shell.save')}
      why="none"
      start={of ? { ...start, productCode: of.productCode } : start}
      pending={say.isPending}
      trouble={say.error}
      send={({ id, ...values }, told) => {
        const branchCode = of?.branchCode ?? values.branchCode
        const productCode = of?.productCode ?? values.productCode
        say.mutate({ id, branchCode, productCode, terms: termsOf(values) }, told)
      }}
    >
      {of ? null : (
        <>
          <BranchField />
          <ProductField />
        </>
      )}
      <Form.Item name="open" label={t('bookings.offers.field.open')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <HoursField />
      <div className="form-pair">
        {NUMBERS.map(([name, min, max]) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`bookings.offers.field.${name}`)}
            rules={[{ required: true, message: t('shell.required') }]}
          >
            <InputNumber min={min} max={max} step={min === 5 ? 5 : 1} precision={0} />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="closedOn" label={t('bookings.offers.field.closedOn')}>
        <DatePicker multiple maxTagCount="responsive" />
      </Form.Item>
    </ActForm>
  )
}

/** The product or service, found by code or name. */
function ProductField() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const q = useRested(text.trim())
  const { data } = useCall(listProducts, { q, rows: 20 }, { keep: true })
  return (
    <Form.Item
      name="productCode"
      label={t('bookings.what')}
      rules={[{ required: true, message: t('shell.required') }]}
    >
      <Select
        showSearch={{ filterOption: false, onSearch: setText }}
        notFoundContent={t('bookings.offers.noProduct')}
        options={(data?.rows ?? []).map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }))}
      />
    </Form.Item>
  )
}

/** Opening hours: the same ones for several weekdays in one row. */
function HoursField() {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('shell.required') }]
  const times = TIMES.map((value) => ({ value, label: value }))
  return (
    <Form.Item label={t('bookings.offers.field.hours')}>
      <Form.List name="hours">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="booking-hours">
                <Form.Item name={[name, 'weekdays']} rules={required} noStyle>
                  <Select
                    mode="multiple"
                    maxTagCount="responsive"
                    aria-label={t('bookings.offers.field.weekdays')}
                    options={WEEKDAYS.map((value) => ({ value, label: t(`reports.weekday.${value}`) }))}
                  />
                </Form.Item>
                {(['from', 'to'] as const).map((end) => (
                  <Form.Item key={end} name={[name, end]} rules={required} noStyle>
                    <Select showSearch aria-label={t(`bookings.offers.field.${end}`)} options={times} />
                  </Form.Item>
                ))}
                {fields.length > 1 ? (
                  <Button type="link" onClick={() => remove(name)}>
                    {t('bookings.offers.removeHours')}
                  </Button>
                ) : null}
              </div>
            ))}
            <Button size="small" onClick={() => add({ weekdays: [6, 7], from: '10:00', to: '20:00' })}>
              {t('bookings.offers.addHours')}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  )
}
