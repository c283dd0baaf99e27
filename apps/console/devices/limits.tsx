import { Alert, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { offlineLimits, setOfflineLimits } from '#domain/device/contract/device'
import { worstCase } from '#domain/device/model/offline'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { MoneyItem, useMinor } from '../wallet/money-item.tsx'

type Told_ = Told<typeof offlineLimits>
type Row = Told_['rows'][number]
type Limits = Told_['standard']

/** What tills may burn by themselves when they cannot ask; nobody opts in before seeing the worst case. */
export function Limits() {
  const { t } = useTranslation()
  const ask = useCall(offlineLimits, {})
  return (
    <>
      <p className="quiet">{t('devices.limitsWords')}</p>
      <Answered ask={ask}>
        {({ rows, standard }) => (
          <ul className="lines device-lines">
            {rows.map((one) => (
              <Branch key={one.branchId} of={one} standard={standard} />
            ))}
          </ul>
        )}
      </Answered>
    </>
  )
}

function Branch({ of, standard }: Readonly<{ of: Row; standard: Limits }>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { branches } = useMe()
  const may = useMay()
  const { limits, worstCase: worst } = of
  return (
    <li>
      <span className="lines-what">
        <strong>{branches.find((one) => one.id === of.branchId)?.name}</strong>
        <small className="quiet num">
          {limits === null || worst === null
            ? t('devices.limitsOff')
            : t('devices.limitsOn', {
                sale: money(limits.perSaleMinor),
                card: money(worst.cardMinor),
                store: money(worst.storeMinor),
              })}
        </small>
      </span>
      {may('device.manage') ? (
        <span className="device-acts">
          <ActButton label={t('devices.limitsSet')} title={t('devices.limitsSet')}>
            {(close) => <LimitsForm of={of} standard={standard} close={close} />}
          </ActButton>
          {limits === null ? null : (
            <ActButton label={t('devices.limitsStop')} title={t('devices.limitsStop')}>
              {(close) => <StopForm of={of} close={close} />}
            </ActButton>
          )}
        </span>
      ) : null}
    </li>
  )
}

const MONEY = ['perSaleMinor', 'perCardMinor', 'perStoreMinor', 'couponLossMinor'] as const
type Values = Record<(typeof MONEY)[number], string> & { percent: number; hours: number; stores: number }

/** What is typed, as limits. */
function limitsIn(values: Values, minorOf: (text: string) => number): Limits {
  const money = Object.fromEntries(MONEY.map((name) => [name, minorOf(values[name])]))
  return {
    ...(money as Pick<Limits, (typeof MONEY)[number]>),
    perCardBps: Math.round(values.percent * 100),
    snapshotHours: values.hours,
    storesPerCard: values.stores,
  }
}

function LimitsForm({ of, standard, close }: Readonly<{ of: Row; standard: Limits; close: () => void }>) {
  const { t } = useTranslation()
  const { textOf, minorOf } = useMinor()
  const done = useDone(close)
  const set = useCommand(setOfflineLimits, () => done(t('devices.limitsDone')))
  const now = of.limits ?? standard
  const start = {
    ...Object.fromEntries(MONEY.map((name) => [name, textOf(now[name])])),
    percent: now.perCardBps / 100,
    hours: now.snapshotHours,
    stores: now.storesPerCard,
  } as Values
  const limitsOf = (values: Values): Limits => limitsIn(values, (text) => minorOf(text) ?? 0)
  return (
    <ActForm<Values>
      means={t('devices.limitsMeans')}
      label={t('devices.limitsAccept')}
      why="none"
      start={start}
      pending={set.isPending}
      trouble={set.error}
      send={({ id, reason: _, ...values }, told) =>
        set.mutate({ id, branchId: of.branchId, limits: limitsOf(values) }, told)
      }
    >
      <div className="form-pair device-limits">
        {MONEY.map((name) => (
          <MoneyItem key={name} name={name} label={t(`devices.limit.${name}`)} zero />
        ))}
        <Form.Item name="percent" label={t('devices.limit.percent')}>
          <InputNumber min={0} max={100} suffix="%" />
        </Form.Item>
        <Form.Item name="hours" label={t('devices.limit.hours')}>
          <InputNumber min={0} max={72} precision={0} />
        </Form.Item>
        <Form.Item name="stores" label={t('devices.limit.stores')}>
          <InputNumber min={1} max={3} precision={0} />
        </Form.Item>
      </div>
      <Worst tills={of.tills} limitsOf={limitsOf} start={start} />
    </ActForm>
  )
}

type WorstWords = Readonly<{ tills: number; start: Values; limitsOf: (values: Values) => Limits }>

/** The most that can be lost by what is typed, before it is pressed. */
function Worst({ tills, start, limitsOf }: WorstWords) {
  const { t } = useTranslation()
  const { money } = useFormats()
  return (
    <Form.Item noStyle shouldUpdate>
      {({ getFieldsValue }) => {
        const typed = { ...start, ...(getFieldsValue() as Partial<Values>) }
        const { cardMinor, storeMinor } = worstCase({ ...limitsOf(typed), tills: Math.max(1, tills) })
        const words = { card: money(cardMinor), store: money(storeMinor) }
        return <Alert className="notice" type="warning" showIcon title={t('devices.worst', words)} />
      }}
    </Form.Item>
  )
}

function StopForm({ of, close }: Readonly<{ of: Row; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const set = useCommand(setOfflineLimits, () => done(t('devices.limitsStopped')))
  return (
    <ActForm
      means={t('devices.limitsStopMeans')}
      label={t('devices.limitsStop')}
      danger
      why="none"
      pending={set.isPending}
      trouble={set.error}
      send={({ id }, told) => set.mutate({ id, branchId: of.branchId, limits: null }, told)}
    />
  )
}
