import { Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { memberGifts, redeemGift } from '#domain/reward/contract'
import { TOP_UP_TENDERS } from '#domain/wallet/contract/top-up'
import { useCall, useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { useNameOf } from '../wallet/names.ts'
import { ActButton, BranchField, useDone, useOwnBranch } from './act.tsx'
import type { Whom } from './member-standing.tsx'

type Gift = Told<typeof memberGifts>['gifts'][number]

/** Gifts for points: those that can be had now first, then what is missing for the others. */
export function MemberGifts({ whom }: Readonly<{ whom: Whom }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const may = useMay()
  const ask = useCall(memberGifts, { memberId: whom.memberId })
  if (ask.error) return <ErrorNotice of={ask.error} again={ask.refetch} />
  if (!ask.data || ask.data.gifts.length === 0) return null
  const { gifts, pointsAvailable } = ask.data
  const now = gifts.filter((one) => one.why === null)
  const later = gifts.filter((one) => one.why !== null)
  return (
    <div className="standing-part">
      <h3>
        {t('standing.gifts.title', { n: number(pointsAvailable), count: pointsAvailable })}{' '}
        {may('wallet.read') ? (
          <Go to={paths.pointsOf(whom.memberId)}>{t('standing.gifts.statement')}</Go>
        ) : null}
      </h3>
      <ul className="lines">
        {[...now, ...later].map((one) => (
          <Row key={one.code} whom={whom} of={one} />
        ))}
      </ul>
    </div>
  )
}

function Row({ whom, of }: Readonly<{ whom: Whom; of: Gift }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const may = useMay()
  const nameOf = useNameOf()
  const price = [
    t('standing.gifts.points', { n: number(of.points), count: of.points }),
    of.addMinor > 0 ? money(of.addMinor) : '',
  ]
  const why =
    of.why === 'not_enough_points'
      ? t('standing.gifts.missing', { n: number(of.missingPoints), count: of.missingPoints })
      : of.why === null
        ? ''
        : t(`standing.gifts.why.${of.why}`)
  return (
    <li>
      <span className="lines-what">
        <strong>{nameOf(of)}</strong>
        <small className="quiet num">{price.filter(Boolean).join(' + ')}</small>
      </span>
      <span className="standing-act">
        {of.why === null && may('reward.give') ? (
          <ActButton label={t('standing.gifts.redeem')} title={nameOf(of)}>
            {(close) => <RedeemForm whom={whom} of={of} close={close} />}
          </ActButton>
        ) : (
          <span className="quiet num">{why}</span>
        )}
      </span>
    </li>
  )
}

type Values = { branchCode: string; count: number; tender?: (typeof TOP_UP_TENDERS)[number] }

function RedeemForm({ whom, of, close }: Readonly<{ whom: Whom; of: Gift; close: () => void }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const branchCode = useOwnBranch()
  const done = useDone(close)
  const redeem = useCommand(redeemGift, ({ pointsAfter }) =>
    done(t('standing.gifts.done', { n: number(pointsAfter), count: pointsAfter })),
  )
  const sent = of.sentBy === 'head_office'
  const paid = of.addMinor > 0 && !sent
  return (
    <ActForm<Values>
      means={t(sent ? 'standing.gifts.sentMeans' : 'standing.gifts.handedMeans')}
      label={t('standing.gifts.redeem')}
      why="welcome"
      start={{ branchCode, count: 1 }}
      pending={redeem.isPending}
      trouble={redeem.error}
      send={({ reason, ...values }, told) =>
        redeem.mutate({ ...values, memberNumber: whom.number, giftCode: of.code, note: reason }, told)
      }
    >
      <BranchField />
      <Form.Item name="count" label={t('standing.gifts.count')} rules={[{ required: true }]}>
        <InputNumber min={1} max={of.left ?? 1_000} precision={0} />
      </Form.Item>
      {paid ? (
        <Form.Item name="tender" label={t('standing.gifts.tender')} rules={[{ required: true }]}>
          <Select options={TOP_UP_TENDERS.map((one) => ({ value: one, label: t(`parts.tender.${one}`) }))} />
        </Form.Item>
      ) : null}
    </ActForm>
  )
}
