import { Form, Switch } from 'antd'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { VALUE_ORDERS } from '#domain/program/model/document'
import { money as minorMoney, nothing, shareDown } from '#base/money'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMinor } from '../wallet/money-item.tsx'
import { freshPointsAsMoney } from './draft.ts'
import type { Draft } from './draft.ts'
import { BpsItem, ChoiceItem, CountItem, MinorItem, SwitchItem } from './inputs.tsx'
import type { Part } from './rule-text.ts'

type Of = Readonly<{ draft: Draft }>

function EarningFields({ draft }: Of) {
  const { t } = useTranslation()
  return (
    <>
      <div className="form-row">
        <CountItem name={['document', 'earning', 'points']} label={t('program.form.points')} />
        <MinorItem name={['document', 'earning', 'perMinor']} label={t('program.form.per')} />
        <Months name="earning" of="expiresAfterMonths" label={t('program.form.months')} />
        <SwitchItem
          name={['document', 'earning', 'regularPriceOnly']}
          label={t('program.form.regularOnly')}
        />
      </div>
      <Example draft={draft} />
    </>
  )
}

/** A round sale, in whole units of the currency. */
const EXAMPLE = 100

/** What the rule being typed gives for a round amount, so that a slip of a zero is seen before publishing. */
function Example({ draft }: Of) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const { digits } = useMinor()
  const { points, perMinor } = draft.document.earning
  const saleMinor = minorMoney(EXAMPLE * 10 ** digits)
  const times = perMinor === 0 ? nothing : shareDown(saleMinor, 1, perMinor)
  const told = t('program.points', { count: times * points, n: number(times * points) })
  return <p className="quiet num">{t('program.form.example', { money: money(saleMinor), points: told })}</p>
}

function Months({ name, of, label }: Readonly<{ name: string; of: string; label: string }>) {
  const { t } = useTranslation()
  return (
    <CountItem
      name={['document', name, of]}
      label={label}
      extra={t('program.form.monthsHint')}
      least={1}
      optional
    />
  )
}

/** The whole rule is there or is not: switching it off forgets it, switching it on starts with what is usual. */
function PointsAsMoneyFields({ draft }: Of) {
  const { t } = useTranslation()
  const { digits } = useMinor()
  const form = Form.useFormInstance()
  const name = ['document', 'pointsAsMoney']
  const on = draft.incomplete.has('pointsAsMoney') || draft.document.pointsAsMoney !== null
  return (
    <>
      <Form.Item label={t('program.form.on')}>
        <Switch
          aria-label={t('program.part.pointsAsMoney')}
          checked={on}
          onChange={(next) => form.setFieldValue(name, next ? freshPointsAsMoney(digits) : null)}
        />
      </Form.Item>
      {on ? (
        <div className="form-row">
          <CountItem name={[...name, 'points']} label={t('program.form.points')} least={1} />
          <MinorItem name={[...name, 'minor']} label={t('program.form.worth')} />
          <CountItem name={[...name, 'leastPoints']} label={t('program.form.leastPoints')} />
          <BpsItem name={[...name, 'mostBps']} label={t('program.form.mostShare')} />
        </div>
      ) : (
        // The value itself must stay known to the form while none of its parts is shown.
        <Form.Item name={name} hidden>
          <input type="hidden" />
        </Form.Item>
      )}
    </>
  )
}

function StoredValueFields() {
  const { t } = useTranslation()
  const name = 'storedValue'
  return (
    <div className="form-row">
      <ChoiceItem
        name={['document', name, 'order']}
        label={t('program.form.order')}
        options={VALUE_ORDERS.map((value) => ({ value, label: t(`program.form.orders.${value}`) }))}
      />
      <Months name={name} of="bonusExpiresAfterMonths" label={t('program.form.bonusMonths')} />
      <SwitchItem name={['document', name, 'anyAmount']} label={t('program.form.anyAmount')} />
    </div>
  )
}

function ReturnsFields() {
  const { t } = useTranslation()
  const ways = ['pro_rata', 're_rate'] as const
  return (
    <div className="form-row">
      <ChoiceItem
        name={['document', 'returns', 'clawBack']}
        label={t('program.form.clawBack')}
        options={ways.map((value) => ({ value, label: t(`program.form.clawBacks.${value}`) }))}
      />
      <CountItem name={['document', 'returns', 'graceDays']} label={t('program.form.grace')} />
    </div>
  )
}

function TillFields() {
  const { t } = useTranslation()
  const modes = ['half_up', 'down', 'up'] as const
  const prices = ['catalogue', 'as_sent'] as const
  return (
    <div className="form-row">
      <MinorItem name={['document', 'cashRounding', 'stepMinor']} label={t('program.form.step')} />
      <ChoiceItem
        name={['document', 'cashRounding', 'mode']}
        label={t('program.form.mode')}
        options={modes.map((value) => ({ value, label: t(`program.form.modes.${value}`) }))}
      />
      <ChoiceItem
        name={['document', 'prices']}
        label={t('program.form.prices')}
        options={prices.map((value) => ({ value, label: t(`program.form.pricesWays.${value}`) }))}
      />
      <MinorItem
        name={['document', 'authentication', 'pinAboveMinor']}
        label={t('program.form.pinAbove')}
        extra={t('program.form.empty')}
        optional
      />
    </div>
  )
}

function AdjustmentFields() {
  const { t } = useTranslation()
  return (
    <>
      {(['manager', 'cashier'] as const).map((role) => {
        const words = { role: t(`program.rule.${role}`) }
        const name = ['document', 'adjustments', role]
        return (
          <div key={role} className="form-row">
            <CountItem name={[...name, 'points']} label={t('program.form.limitPoints', words)} />
            <MinorItem name={[...name, 'minor']} label={t('program.form.limitMoney', words)} />
          </div>
        )
      })}
    </>
  )
}

function TransferFields() {
  const { t } = useTranslation()
  return (
    <div className="form-row">
      <SwitchItem name={['document', 'transfers', 'points']} label={t('program.form.transferPoints')} />
      <SwitchItem name={['document', 'transfers', 'storedValue']} label={t('program.form.transferValue')} />
    </div>
  )
}

function PrepaidFields() {
  const { t } = useTranslation()
  const packs = ['none', 'cn'] as const
  const hint = { extra: t('program.form.capHint'), optional: true }
  return (
    <div className="form-row">
      <ChoiceItem
        name={['document', 'prepaid', 'pack']}
        label={t('program.form.pack')}
        options={packs.map((value) => ({ value, label: t(`program.form.packs.${value}`) }))}
      />
      <MinorItem name={['document', 'prepaid', 'namedMostMinor']} label={t('program.form.named')} {...hint} />
      <MinorItem
        name={['document', 'prepaid', 'bearerMostMinor']}
        label={t('program.form.bearer')}
        {...hint}
      />
    </div>
  )
}

/** The fields of each part that is no list. */
export const PART_FIELDS: Readonly<
  Record<Exclude<Part, 'topUps' | 'passes' | 'coupons'>, ComponentType<Of>>
> = {
  earning: EarningFields,
  pointsAsMoney: PointsAsMoneyFields,
  storedValue: StoredValueFields,
  returns: ReturnsFields,
  till: TillFields,
  adjustments: AdjustmentFields,
  transfers: TransferFields,
  prepaid: PrepaidFields,
}
