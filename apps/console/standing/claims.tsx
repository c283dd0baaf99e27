import { DatePicker, Form, Input, Select } from 'antd'
import type dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { collectClaim, memberClaims } from '#domain/reward/contract/claim'
import { useCall, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { useCodeName, useNameOf } from '../wallet/names.ts'
import { ActButton, BranchField, useDone, useOwnBranch } from './act.tsx'
import type { Whom } from './member-standing.tsx'

type Claim = Told<typeof memberClaims>['rows'][number]

/** What may be collected on an occasion, until when, and what stands in the way. */
export function MemberClaims({ whom }: Readonly<{ whom: Whom }>) {
  const { t } = useTranslation()
  const ask = useCall(memberClaims, { memberId: whom.memberId })
  if (ask.error) return <ErrorNotice of={ask.error} again={ask.refetch} />
  if (!ask.data || ask.data.rows.length === 0) return null
  const rows = ask.data.rows.toSorted((a, b) => Number(a.hindrance !== null) - Number(b.hindrance !== null))
  return (
    <div className="standing-part">
      <h3>{t('standing.claims.title')}</h3>
      <ul className="lines">
        {rows.map((one) => (
          <Row key={one.code} whom={whom} of={one} />
        ))}
      </ul>
    </div>
  )
}

function Row({ whom, of }: Readonly<{ whom: Whom; of: Claim }>) {
  const { t } = useTranslation()
  const { day } = useFormats()
  const may = useMay()
  const nameOf = useNameOf()
  const what = useWhat()
  const occasion = of.festival ? t(`standing.festival.${of.festival}`) : t(`standing.occasion.${of.occasion}`)
  const until =
    of.from === null || of.to === null
      ? ''
      : t('standing.claims.span', { from: day(of.from), to: day(of.to) })
  return (
    <li>
      <span className="lines-what">
        <strong>{nameOf(of)}</strong>
        <small className="quiet num">{[occasion, what(of), until].filter(Boolean).join(' · ')}</small>
      </span>
      <span className="standing-act">
        {of.hindrance !== null ? (
          <span className="quiet">{t(`standing.claims.why.${of.hindrance}`)}</span>
        ) : may('reward.give') ? (
          <ActButton label={t('standing.claims.collect')} title={nameOf(of)}>
            {(close) => <CollectForm whom={whom} of={of} close={close} />}
          </ActButton>
        ) : null}
      </span>
    </li>
  )
}

/** What is handed over: goods, coupons, points. */
function useWhat(): (of: Claim) => string {
  const { t } = useTranslation()
  const { number } = useFormats()
  const codeName = useCodeName()
  return ({ productCode, couponCode, count, points }) =>
    [
      productCode === null ? '' : `${productCode} × ${number(count)}`,
      couponCode === null ? '' : codeName('coupon', couponCode),
      points === 0 ? '' : t('standing.gifts.points', { n: number(points), count: points }),
    ]
      .filter(Boolean)
      .join(' + ')
}

type Values = {
  branchCode: string
  lifeEvent?: Claim['lifeEvents'][number]
  eventOn?: dayjs.Dayjs
  forWhom?: string
}

function CollectForm({ whom, of, close }: Readonly<{ whom: Whom; of: Claim; close: () => void }>) {
  const { t } = useTranslation()
  const branchCode = useOwnBranch()
  const done = useDone(close)
  const collect = useCommand(collectClaim, () => done(t('standing.claims.done')))
  const life = of.occasion === 'life_event'
  return (
    <ActForm<Values>
      means={t('standing.claims.means')}
      label={t('standing.claims.collect')}
      why="welcome"
      start={{ branchCode }}
      pending={collect.isPending}
      trouble={collect.error}
      send={({ id, reason, branchCode: at, lifeEvent, eventOn, forWhom }, told) =>
        collect.mutate(
          {
            id,
            memberNumber: whom.number,
            claimCode: of.code,
            branchCode: at,
            note: reason,
            lifeEvent: lifeEvent ?? null,
            eventOn: eventOn?.format('YYYY-MM-DD') ?? null,
            forWhom: forWhom ?? '',
          },
          told,
        )
      }
    >
      <BranchField />
      {life ? <LifeEventFields of={of} /> : null}
    </ActForm>
  )
}

function LifeEventFields({ of }: Readonly<{ of: Claim }>) {
  const { t } = useTranslation()
  const needed = [{ required: true }]
  return (
    <>
      <Form.Item name="lifeEvent" label={t('standing.claims.event')} rules={needed}>
        <Select
          options={of.lifeEvents.map((one) => ({ value: one, label: t(`standing.lifeEvent.${one}`) }))}
        />
      </Form.Item>
      <Form.Item name="eventOn" label={t('standing.claims.eventOn')} rules={needed}>
        <DatePicker />
      </Form.Item>
      {of.forOthers ? (
        <Form.Item name="forWhom" label={t('standing.claims.forWhom')}>
          <Input maxLength={60} />
        </Form.Item>
      ) : null}
    </>
  )
}
