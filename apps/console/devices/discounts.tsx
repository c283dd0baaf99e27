import { Alert, Form, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { DISCOUNT_SOURCES, listHandDiscounts } from '#domain/device/contract/discount'
import { listDiscountAskings } from '#domain/sale/contract/discount-asking'
import { discountRules, setDiscountRule } from '#domain/sale/contract/discount'
import { useCall, useCommand } from '#ui/call.ts'
import type { Column } from '#ui/kit/data-table.tsx'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { PlainList } from '#ui/kit/plain-list.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, MomentText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton, useDone } from '../standing/act.tsx'
import { MOST } from './exceptions.tsx'

type Rule = Told<typeof discountRules>['rows'][number]
type Given = Told<typeof listHandDiscounts>['rows'][number]

/** What cashiers take off by hand alone, and what was taken off, by whom and allowed by whom. */
export function Discounts() {
  const { t } = useTranslation()
  const may = useMay()
  const ask = useCall(discountRules, {})
  return (
    <>
      <p className="quiet">{t('devices.discountWords')}</p>
      <Answered ask={ask}>
        {({ rows }) => (
          <ul className="lines device-lines">
            {rows.map((one) => (
              <Branch key={one.branchId} of={one} />
            ))}
          </ul>
        )}
      </Answered>
      {may('sale.read') && may('campaign.read') ? <Waiting /> : null}
      <GivenList />
    </>
  )
}

/** What other systems ask for beyond the limit is decided among all that waits for a second person. */
function Waiting() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { data } = useCall(listDiscountAskings, { state: 'waiting', rows: 1 })
  if (!data || data.total === 0) return null
  return (
    <Alert
      className="notice"
      type="warning"
      showIcon
      title={t('devices.discountWaits', { count: data.total, n: number(data.total) })}
      action={<Go to={paths.campaignApprovals({ state: 'waiting' })}>{t('devices.discountDecide')}</Go>}
    />
  )
}

function Branch({ of }: Readonly<{ of: Rule }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const { branches } = useMe()
  const may = useMay()
  const { mostBps } = of
  const words =
    mostBps === null
      ? t('devices.discountFree')
      : mostBps === 0
        ? t('devices.discountNone')
        : t('devices.discountMost', { share: percent(mostBps / 10_000, 2) })
  return (
    <li>
      <span className="lines-what">
        <strong>{branches.find((one) => one.id === of.branchId)?.name}</strong>
        <small className="quiet num">{words}</small>
      </span>
      {may('device.manage') ? (
        <span className="device-acts">
          <ActButton label={t('devices.discountSet')} title={t('devices.discountSet')}>
            {(close) => <RuleForm of={of} close={close} />}
          </ActButton>
          {mostBps === null ? null : (
            <ActButton label={t('devices.discountOff')} title={t('devices.discountOff')}>
              {(close) => <NoLimitForm of={of} close={close} />}
            </ActButton>
          )}
        </span>
      ) : null}
    </li>
  )
}

type FormWords = Readonly<{ of: Rule; close: () => void }>

/** What most shops begin with: a small kindness needs nobody. */
const USUAL_BPS = 1_000

function RuleForm({ of, close }: FormWords) {
  const { t } = useTranslation()
  const done = useDone(close)
  const set = useCommand(setDiscountRule, () => done(t('devices.discountDone')))
  return (
    <ActForm<{ percent: number }>
      means={t('devices.discountMeans')}
      label={t('devices.discountSet')}
      why="none"
      start={{ percent: (of.mostBps ?? USUAL_BPS) / 100 }}
      pending={set.isPending}
      trouble={set.error}
      send={({ id, percent }, told) =>
        set.mutate({ id, branchId: of.branchId, mostBps: Math.round(percent * 100) }, told)
      }
    >
      <Form.Item
        name="percent"
        label={t('devices.discountShare')}
        rules={[{ required: true, message: t('shell.required') }]}
      >
        <InputNumber min={0} max={100} precision={2} suffix="%" />
      </Form.Item>
    </ActForm>
  )
}

function NoLimitForm({ of, close }: FormWords) {
  const { t } = useTranslation()
  const done = useDone(close)
  const set = useCommand(setDiscountRule, () => done(t('devices.discountDone')))
  return (
    <ActForm
      means={t('devices.discountOffMeans')}
      label={t('devices.discountOff')}
      danger
      why="none"
      pending={set.isPending}
      trouble={set.error}
      send={({ id }, told) => set.mutate({ id, branchId: of.branchId, mostBps: null }, told)}
    />
  )
}

function GivenList() {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  const [beyond, setBeyond] = useState(false)
  const [source, setSource] = useState<Given['source'] | null>(null)
  const asked = { page: 1, rows: MOST, ...(source && { source }), ...(beyond && { beyond: 'true' }) }
  const ask = useCall(listHandDiscounts, asked, { keep: true })
  const columns = useColumns()
  const { total = 0, offMinor = 0 } = ask.data ?? {}
  return (
    <>
      <div className="device-tools">
        <span className="num">
          {total > 0
            ? t('devices.discountsAnswer', { n: number(total), count: total, money: money(offMinor) })
            : null}
        </span>
        <Select<Given['source'] | null>
          className="list-choice"
          allowClear
          aria-label={t('devices.discount.source')}
          placeholder={t('devices.discount.everywhere')}
          value={source}
          options={DISCOUNT_SOURCES.map((value) => ({
            value,
            label: t(`devices.discount.sources.${value}`),
          }))}
          onChange={(next) => setSource(next ?? null)}
        />
        <label>
          <Switch size="small" checked={beyond} onChange={setBeyond} /> {t('devices.onlyBeyond')}
        </label>
      </div>
      <PlainList
        name="device-discounts"
        rows={ask.data?.rows}
        columns={columns}
        rowKey={(row) => row.saleId}
        trouble={ask.error}
        again={ask.refetch}
        empty={<EmptyState title={t('devices.noDiscount')}>{t('devices.noDiscountWords')}</EmptyState>}
      />
      {total > MOST ? (
        <p className="quiet num">{t('devices.first', { n: number(MOST), total: number(total) })}</p>
      ) : null}
    </>
  )
}

function useColumns(): readonly Column<Given>[] {
  const { t } = useTranslation()
  const { percent, money } = useFormats()
  return [
    {
      key: 'at',
      title: t('devices.discount.at'),
      card: 'title',
      render: (row) => (
        <Go to={paths.sale(row.saleId)}>
          <MomentText of={row.at} />
        </Go>
      ),
    },
    {
      key: 'till',
      title: t('devices.discount.source'),
      render: (row) => row.deviceName ?? <span className="quiet">{t('devices.discount.api')}</span>,
    },
    { key: 'cashier', title: t('devices.discount.cashier'), render: (row) => row.cashier.name },
    {
      key: 'off',
      title: t('devices.discount.off'),
      number: true,
      render: (row) => (
        <>
          <MoneyText of={row.offMinor} />{' '}
          <small className="quiet">{t('devices.discount.of', { money: money(row.listedMinor) })}</small>
        </>
      ),
    },
    {
      key: 'share',
      title: t('devices.discount.share'),
      number: true,
      render: (row) => percent(row.shareBps / 10_000, 2),
    },
    { key: 'allowed', title: t('devices.discount.allowedBy'), render: (row) => <AllowedBy of={row} /> },
  ]
}

/** Who stood for it; that nobody did is said loudly. */
function AllowedBy({ of }: Readonly<{ of: Given }>) {
  const { t } = useTranslation()
  if (!of.within) return <strong className="device-nobody">{t('devices.discount.nobody')}</strong>
  if (of.allowedBy !== null) return of.allowedBy.name
  return (
    <span className="quiet">
      {t(of.mostBps === null ? 'devices.discount.free' : 'devices.discount.alone')}
    </span>
  )
}
