import { Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { currencyDigits, money, parseMoney, plainMoney } from '#base/money'
import { keepLaunchLimits, showLaunchLimits } from '#domain/campaign/contract/approval'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Facts, Section } from '#ui/kit/page.tsx'
import { MoneyText } from '#ui/kit/texts.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay, useMe } from '../me.ts'
import { ActButton, useDone } from '../standing/act.tsx'

type Limits = Told<typeof showLaunchLimits>

/** Up to which cost each role launches without a second person; the owner changes it. */
export function LimitsPart() {
  const { t } = useTranslation()
  const may = useMay()
  const ask = useCall(showLaunchLimits, {})
  const said = (minor: number | null) =>
    minor === null ? t('campaigns.approval.noLimit') : <MoneyText of={minor} />
  return (
    <Answered ask={ask}>
      {(limits) => (
        <Section
          title={t('campaigns.approval.limits')}
          actions={
            may('org.manage') ? (
              <ActButton label={t('campaigns.approval.change')} title={t('campaigns.approval.limits')}>
                {(close) => <LimitsForm of={limits} close={close} />}
              </ActButton>
            ) : null
          }
        >
          <p className="quiet">{t('campaigns.approval.limitsMeans')}</p>
          <Facts
            rows={[
              { label: t('campaigns.approval.marketer'), value: said(limits.marketerMinor) },
              { label: t('campaigns.approval.owner'), value: said(limits.ownerMinor) },
            ]}
          />
        </Section>
      )}
    </Answered>
  )
}

type Typed = string | null | undefined

function LimitsForm({ of, close }: Readonly<{ of: Limits; close: () => void }>) {
  const { t } = useTranslation()
  const { chain } = useMe()
  const digits = currencyDigits(chain.currency)
  const done = useDone(close)
  const keep = useCommand(keepLaunchLimits, () => done(t('campaigns.approval.saved')))
  const startOf = (minor: number | null) => (minor === null ? null : plainMoney(money(minor), digits))
  const minorOf = (typed: Typed): number | null => {
    const found = parseMoney(typed ?? '', digits)
    return typeof found === 'string' ? null : found.amountMinor
  }
  return (
    <ActForm<{ marketer?: Typed; owner?: Typed }>
      means={t('campaigns.approval.limitsMeans')}
      label={t('shell.save')}
      why="none"
      start={{ marketer: startOf(of.marketerMinor), owner: startOf(of.ownerMinor) }}
      pending={keep.isPending}
      trouble={keep.error}
      send={({ marketer, owner }, told) =>
        keep.mutate({ marketerMinor: minorOf(marketer), ownerMinor: minorOf(owner) }, told)
      }
    >
      {(['marketer', 'owner'] as const).map((role) => (
        <Form.Item key={role} name={role} label={t(`campaigns.approval.${role}`)}>
          <InputNumber
            stringMode
            min="0"
            max="1000000000"
            precision={digits}
            prefix={chain.currency}
            className="form-money"
          />
        </Form.Item>
      ))}
    </ActForm>
  )
}
