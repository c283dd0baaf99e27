import { Alert, DatePicker, Form, Input, InputNumber, Select, Tag } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { currencyDigits } from '#base/money'
import { addPlanSpend, type WholePlan } from '#domain/planner/contract'
import { POTS, type Pot } from '#domain/planner/contract/document'
import { useCommand } from '#ui/call.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { ActButton, useDone } from '../standing/act.tsx'

/** Each pot: what it has, what the activities are planned to cost, what was spent; warned before it ends. */
export function BudgetPart({ of }: Readonly<{ of: WholePlan }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const may = useMay()
  const { budget } = of
  return (
    <>
      {budget.warning === 'fine' ? null : (
        <Alert
          className="notice"
          type={budget.warning === 'over' ? 'error' : 'warning'}
          showIcon
          title={t(`planner.warning.${budget.warning}`)}
        />
      )}
      {budget.waitingMessages === 0 ? null : (
        <Alert
          className="notice"
          type="warning"
          showIcon
          title={t('planner.held', { count: budget.waitingMessages, n: number(budget.waitingMessages) })}
        />
      )}
      <Pots of={budget} />
      <p className="quiet num">
        {t(of.document.budget.hardStop ? 'planner.hard' : 'planner.soft', {
          money: money(budget.committedMinor),
        })}
      </p>
      <Spends of={of} />
      {may('campaign.write') ? (
        <ActButton label={t('planner.spend.add')} title={t('planner.spend.add')}>
          {(close) => <SpendForm of={of} close={close} />}
        </ActButton>
      ) : null}
    </>
  )
}

type Budget = WholePlan['budget']

function Pots({ of: budget }: Readonly<{ of: Budget }>) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const rows = [
    ...budget.pots.map((one) => ({ ...one, name: t(`planner.pot.${one.pot}`) })),
    { ...budget, pot: 'all', name: t('planner.all') },
  ]
  return (
    <ul className="lines">
      {rows.map((one) => (
        <li key={one.pot}>
          <span className="lines-what">
            <strong>
              {one.name}{' '}
              {one.warning === 'fine' || one.pot === 'all' ? null : (
                <Tag color={one.warning === 'over' ? 'red' : 'gold'}>
                  {t(`planner.warning.${one.warning}`)}
                </Tag>
              )}
            </strong>
            <small className="quiet num">{t('planner.planned', { money: money(one.plannedMinor) })}</small>
          </span>
          <span className="num">
            {money(one.spentMinor)} / {money(one.budgetMinor)}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Spends({ of }: Readonly<{ of: WholePlan }>) {
  const { t } = useTranslation()
  const { day, money } = useFormats()
  return (
    <ul className="lines">
      {of.spends.map((one) => (
        <li key={one.id}>
          <span className="lines-what">
            <strong>{one.note}</strong>
            <small className="quiet num">
              {day(one.day)} · {t(`planner.pot.${one.pot}`)} · {one.byName}
            </small>
          </span>
          <span className="num">{money(one.minor)}</span>
        </li>
      ))}
    </ul>
  )
}

type Values = { pot: Pot; day: Dayjs; amount: number; note: string }

function SpendForm({ of, close }: Readonly<{ of: WholePlan; close: () => void }>) {
  const { t } = useTranslation()
  const { chain } = useMe()
  const digits = currencyDigits(chain.currency)
  const done = useDone(close)
  const add = useCommand(addPlanSpend, () => done(t('planner.done.spent')))
  const required = [{ required: true, message: t('shell.required') }]
  return (
    <ActForm<Values>
      means={t('planner.spend.means')}
      label={t('shell.save')}
      why="none"
      start={{ pot: 'other', day: dayjs() }}
      pending={add.isPending}
      trouble={add.error}
      send={({ id, pot, day, amount, note }, told) =>
        add.mutate(
          {
            id: id,
            planId: of.planId,
            pot,
            day: day.format('YYYY-MM-DD'),
            minor: Math.round(amount * 10 ** digits),
            note,
          },
          told,
        )
      }
    >
      <Form.Item name="pot" label={t('planner.spend.pot')} rules={required}>
        <Select options={POTS.map((value) => ({ value, label: t(`planner.pot.${value}`) }))} />
      </Form.Item>
      <Form.Item name="day" label={t('planner.spend.day')} rules={required}>
        <DatePicker />
      </Form.Item>
      <Form.Item name="amount" label={t('planner.spend.amount')} rules={required}>
        <InputNumber precision={digits} prefix={chain.currency} className="form-money" />
      </Form.Item>
      <Form.Item name="note" label={t('planner.spend.note')} rules={required}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </ActForm>
  )
}
