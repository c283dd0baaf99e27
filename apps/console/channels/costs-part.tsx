import { Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { currencyDigits, formatMoney, money, parseMoney, plainMoney } from '#base/money'
import { listCarriers } from '#domain/campaign/contract/carrier'
import { channelStates } from '#domain/campaign/contract/channel'
import { keepMessageBudget, messageBudgets } from '#domain/campaign/contract/respect'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats, useSurroundings } from '#ui/kit/surroundings.tsx'
import { MoneyText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { ActButton, useDone } from '../standing/act.tsx'

type Budget = Told<typeof messageBudgets>['rows'][number]

/** What messages may cost each branch in a month, what they have cost, and what each way has cost. */
export function CostsPart() {
  const { t } = useTranslation()
  const { day } = useFormats()
  const ask = useCall(messageBudgets, {})
  return (
    <>
      <Answered ask={ask}>
        {({ month, rows }) => (
          <Section
            title={t('channels.costs.budgets')}
            note={t('channels.costs.budgetsNote', { day: day(month.slice(0, 10)) })}
          >
            <ul className="benefit-rows">
              {rows.map((one) => (
                <Row key={one.branchId ?? ''} of={one} />
              ))}
            </ul>
          </Section>
        )}
      </Answered>
      <WayCosts />
    </>
  )
}

function Row({ of }: Readonly<{ of: Budget }>) {
  const { t } = useTranslation()
  const may = useMay()
  const name = of.branchName || t('channels.costs.noBranch')
  const share = of.monthlyMinor === null ? 0 : Math.min(1, of.spentMinor / Math.max(1, of.monthlyMinor))
  const { money: say } = useFormats()
  return (
    <li>
      <strong>{name}</strong>
      <span className="standing-bar" aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="num benefit-cost">
        {say(of.spentMinor)} / {of.monthlyMinor === null ? t('channels.costs.noLimit') : say(of.monthlyMinor)}{' '}
        {may('org.manage') ? (
          <ActButton label={t('channels.costs.change')} title={`${name} · ${t('channels.costs.limit')}`}>
            {(close) => <LimitForm of={of} close={close} />}
          </ActButton>
        ) : null}
      </span>
    </li>
  )
}

function LimitForm({ of, close }: Readonly<{ of: Budget; close: () => void }>) {
  const { t } = useTranslation()
  const { chain } = useMe()
  const digits = currencyDigits(chain.currency)
  const done = useDone(close)
  const keep = useCommand(keepMessageBudget, () => done(t('channels.costs.saved')))
  const start = of.monthlyMinor === null ? null : plainMoney(money(of.monthlyMinor), digits)
  const minorOf = (typed: string | null | undefined): number | null => {
    const found = parseMoney(typed ?? '', digits)
    return typed === null || typed === undefined || typed === '' || typeof found === 'string'
      ? null
      : found.amountMinor
  }
  return (
    <ActForm<{ limit?: string | null }>
      means={t('channels.costs.means')}
      label={t('shell.save')}
      why="none"
      start={{ limit: start }}
      pending={keep.isPending}
      trouble={keep.error}
      send={({ limit }, told) => keep.mutate({ branchId: of.branchId, monthlyMinor: minorOf(limit) }, told)}
    >
      <Form.Item name="limit" label={t('channels.costs.limit')}>
        <InputNumber stringMode min="0" max="100000000" precision={digits} prefix={chain.currency} />
      </Form.Item>
    </ActForm>
  )
}

/** Each way with its price, what was handed over and what that cost; one currency beside another is never added up. */
function WayCosts() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { manner } = useSurroundings()
  const ask = useCall(channelStates, {})
  const { data: carriers } = useCall(listCarriers, {})
  const nameOf = (channel: Told<typeof channelStates>['rows'][number]['channel'], carrierId: string | null) =>
    carriers?.rows.find((one) => one.id === carrierId)?.name ?? t(`campaigns.channel.${channel}`)
  const said = (minor: number, currency: string) => formatMoney(money(minor), currency, manner.language)
  return (
    <Section title={t('channels.costs.ways')} note={t('channels.span')}>
      <Answered ask={ask}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('channels.costs.none')}</p>
          ) : (
            <ul className="lines">
              {rows.map(({ channel, carrierId, handed, costs }) => (
                <li key={`${channel} ${carrierId ?? ''}`}>
                  <span className="lines-what">
                    <strong>{nameOf(channel, carrierId)}</strong>
                    <small className="quiet num">
                      {t('channels.costs.handed')} {number(handed)}
                    </small>
                  </span>
                  <span className="num">
                    {costs.length === 0 ? (
                      <MoneyText of={0} />
                    ) : (
                      costs.map((one) => said(one.costMinor, one.currency)).join(' + ')
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}
