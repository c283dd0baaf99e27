import { DatePicker, Form, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { adjustValue } from '#domain/wallet/contract/adjustment'
import { ownLimit } from '#domain/wallet/model/adjustment'
import { useCommand } from '#ui/call.ts'
import { useMe } from '../me.ts'
import { ActForm } from '../members/act-form.tsx'
import { dayInForm } from '../members/member-form.tsx'
import { AmountOfUnit, useActDone } from './act-forms.tsx'
import type { ActOf } from './act-forms.tsx'
import { useMinor } from './money-item.tsx'
import { isMoney, useLiveProgram, useUnits } from './names.ts'

type Values = Readonly<{
  unit: string
  way: 'give' | 'take'
  points?: number
  money?: string
  expiresOn?: string | null
}>

const signedOf = (
  { unit, way, points, money }: Values,
  minorOf: (text: string | undefined) => number | undefined,
) => {
  const size = isMoney(unit) ? (minorOf(money) ?? 0) : (points ?? 0)
  return way === 'take' ? -size : size
}

/** Corrects a balance by hand: at once within one's own limit, above it when a second person agrees. */
export function AdjustForm({ memberId, done }: ActOf) {
  const { t } = useTranslation()
  const kept = useActDone(done)
  const { minorOf } = useMinor()
  const adjust = useCommand(adjustValue, ({ state }) =>
    kept(t(state === 'applied' ? 'wallet.adjust.applied' : 'wallet.adjust.waits')),
  )
  return (
    <ActForm<Values>
      means={t('wallet.adjust.means')}
      label={t('wallet.act.adjust')}
      why="needed"
      start={{ unit: 'points', way: 'give' }}
      pending={adjust.isPending}
      trouble={adjust.error}
      send={({ id, reason, ...values }, told) => {
        const ends = values.way === 'give' && values.unit !== 'principal'
        const expiresOn = ends ? (values.expiresOn ?? null) : null
        const wish = { memberId, id, unit: values.unit, amount: signedOf(values, minorOf), reason, expiresOn }
        adjust.mutate(wish, told)
      }}
    >
      <AdjustFields />
    </ActForm>
  )
}

function AdjustFields() {
  const { t } = useTranslation()
  const units = useUnits()
  const program = useLiveProgram()
  const unit = Form.useWatch<string | undefined>('unit')
  const way = Form.useWatch<string | undefined>('way')
  const passes = (program?.passes ?? []).map((one) => `pass:${one.code}`)
  const options = ['points', 'principal', 'bonus', ...passes].map((value) => ({
    value,
    label: units.name(value),
  }))
  return (
    <>
      <Form.Item name="unit" label={t('wallet.adjust.what')}>
        <Select options={options} />
      </Form.Item>
      <Form.Item name="way" label={t('wallet.adjust.way')}>
        <Radio.Group
          options={[
            { value: 'give', label: t('wallet.adjust.give') },
            { value: 'take', label: t('wallet.adjust.take') },
          ]}
        />
      </Form.Item>
      <AmountOfUnit />
      {way === 'give' && unit !== 'principal' ? (
        <Form.Item
          name="expiresOn"
          label={t('wallet.adjust.ends')}
          extra={t('wallet.adjust.endsHint')}
          {...dayInForm}
        >
          <DatePicker minDate={dayjs()} />
        </Form.Item>
      ) : null}
      <Limit />
    </>
  )
}

/** Says before anybody presses whether a second person will be needed. */
function Limit() {
  const { t } = useTranslation()
  const units = useUnits()
  const { roles } = useMe()
  const { minorOf } = useMinor()
  const program = useLiveProgram()
  const values = Form.useWatch<Values | undefined>([])
  if (!program || !values?.unit) return null
  const limit = ownLimit(roles, program.adjustments, values.unit)
  const above = Math.abs(signedOf(values, minorOf)) > limit
  const most = units.write(values.unit, limit)
  return <p className="quiet num">{t(above ? 'wallet.adjust.above' : 'wallet.adjust.within', { most })}</p>
}
