import { DatePicker, Form, InputNumber, Tag } from 'antd'
import type dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useState } from 'react'
import type { Told } from '#base/endpoint'
import { listPackCodes, makePackCodes, voidPackCodes } from '#domain/reward/contract/pack-code'
import { download, useCall, useCommand } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useMay } from '../me.ts'
import { ActButton, useDone } from '../standing/act.tsx'

type Batch = Told<typeof listPackCodes>['rows'][number]

/** Codes printed into packs: batches with how many were used. The codes themselves are in the file alone. */
export function PackCodes() {
  const { t } = useTranslation()
  const may = useMay()
  const ask = useCall(listPackCodes, { page: 1, rows: 100 })
  const make = may('reward.manage') ? (
    <ActButton label={t('rewards.code.make')} title={t('rewards.code.make')}>
      {(close) => <MakeForm close={close} />}
    </ActButton>
  ) : null
  return (
    <Answered ask={ask}>
      {({ rows }) =>
        rows.length === 0 ? (
          <EmptyState title={t('rewards.code.none')} actions={make}>
            {t('rewards.code.noneWords')}
          </EmptyState>
        ) : (
          <>
            {make}
            <ul className="lines reward-lines">
              {rows.map((one) => (
                <Row key={one.id} of={one} />
              ))}
            </ul>
          </>
        )
      }
    </Answered>
  )
}

function Row({ of }: Readonly<{ of: Batch }>) {
  const { t } = useTranslation()
  const { day, moment, number } = useFormats()
  const may = useMay()
  const words = [
    moment(of.at),
    of.byName,
    of.points === null
      ? t('rewards.code.asProgram')
      : t('standing.gifts.points', { n: number(of.points), count: of.points }),
    of.validTo === null ? '' : t('standing.validTo', { day: day(of.validTo) }),
  ]
  return (
    <li>
      <span className="lines-what">
        <strong>
          {of.note || t('rewards.code.batch')} {of.voidedAt ? <Tag>{t('rewards.code.void')}</Tag> : null}
        </strong>
        <small className="quiet num">{words.filter(Boolean).join(' · ')}</small>
      </span>
      <span className="reward-acts">
        <span className="num">{t('rewards.code.used', { used: number(of.used), n: number(of.count) })}</span>
        {of.voidedAt === null && may('reward.manage') ? (
          <ActButton label={t('rewards.code.toVoid')} title={t('rewards.code.toVoid')}>
            {(close) => <VoidForm of={of} close={close} />}
          </ActButton>
        ) : null}
      </span>
    </li>
  )
}

type Values = { count: number; points?: number | null; validTo?: dayjs.Dayjs | null }

/** The answer is a file that is shown once, so it goes straight to the browser's downloads. */
function MakeForm({ close }: Readonly<{ close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const make = async (values: Values & { id: string; reason: string }) => {
    const { id, count, points, validTo, reason } = values
    const to = validTo?.format('YYYY-MM-DD') ?? null
    await download(makePackCodes, { id, count, points: points ?? null, validTo: to, note: reason })
    await done(t('rewards.code.made'))
  }
  return (
    <ActForm<Values>
      means={t('rewards.code.means')}
      label={t('rewards.code.make')}
      why="welcome"
      start={{ count: 1_000 }}
      pending={pending}
      trouble={trouble}
      send={(values, told) => {
        setPending(true)
        void make(values)
          .catch((no: unknown) => {
            setTrouble(no)
            told.onError(no)
          })
          .finally(() => setPending(false))
      }}
    >
      <Form.Item name="count" label={t('rewards.code.count')} rules={[{ required: true }]}>
        <InputNumber min={1} max={10_000} precision={0} />
      </Form.Item>
      <Form.Item name="points" label={t('rewards.code.points')} extra={t('rewards.code.pointsHint')}>
        <InputNumber min={1} max={1_000_000} precision={0} />
      </Form.Item>
      <Form.Item name="validTo" label={t('rewards.code.validTo')}>
        <DatePicker />
      </Form.Item>
    </ActForm>
  )
}

function VoidForm({ of, close }: Readonly<{ of: Batch; close: () => void }>) {
  const { t } = useTranslation()
  const done = useDone(close)
  const undo = useCommand(voidPackCodes, () => done(t('rewards.code.voided')))
  return (
    <ActForm
      means={t('rewards.code.voidMeans')}
      label={t('rewards.code.toVoid')}
      danger
      why="needed"
      pending={undo.isPending}
      trouble={undo.error}
      // The batch is its own id here: a batch is made void once, whoever says so.
      send={({ reason }, told) => undo.mutate({ id: of.id, reason }, told)}
    />
  )
}
