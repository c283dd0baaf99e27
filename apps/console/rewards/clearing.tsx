import { Button, Pagination } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told as Answer } from '#base/endpoint'
import { clearingList, clearingPreview } from '#domain/reward/contract/clearing'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { NumberText } from '#ui/kit/texts.tsx'
import { paths } from '../paths.ts'
import { useLiveProgram, useNameOf } from '../wallet/names.ts'

type Preview = Answer<typeof clearingPreview>
type Outcome = Preview['rows'][number]
const MOST = 20

/** The yearly audit of points: what it would come to if it were held today, and what earlier ones came to. */
export function Clearing() {
  const { t } = useTranslation()
  const [page, setPage] = useState(1)
  const list = useCall(clearingList, { page, rows: MOST }, { keep: true })
  return (
    <>
      <Next />
      <Section title={t('rewards.clearing.earlier')}>
        <Answered ask={list}>
          {({ rows, total, totals }) =>
            rows.length === 0 ? (
              <p className="quiet">{t('rewards.clearing.none')}</p>
            ) : (
              <>
                <Sums totals={totals} />
                <Outcomes rows={rows} />
                <Pagination
                  className="reward-pages"
                  current={page}
                  pageSize={MOST}
                  total={total}
                  showSizeChanger={false}
                  hideOnSinglePage
                  onChange={setPage}
                />
              </>
            )
          }
        </Answered>
      </Section>
    </>
  )
}

/** A preview is read on from member to member, because what members hold moves while it is read. */
function Next() {
  const [after, setAfter] = useState<string | undefined>()
  const ask = useCall(
    clearingPreview,
    after === undefined ? { rows: MOST } : { rows: MOST, afterId: after },
    { keep: true },
  )
  return <Answered ask={ask}>{(told) => <Told told={told} after={after} turn={setAfter} />}</Answered>
}

type ToldWords = Readonly<{
  told: Preview
  after: string | undefined
  turn: (after: string | undefined) => void
}>

function Told({ told, after, turn }: ToldWords) {
  const { t } = useTranslation()
  const { day } = useFormats()
  if (told.kind === 'none')
    return (
      <EmptyState
        title={t('rewards.clearing.never')}
        actions={<Go to={paths.program}>{t('rewards.toProgram')}</Go>}
      >
        {t('rewards.clearing.neverWords')}
      </EmptyState>
    )
  const { on, nextAfterId } = told
  return (
    <>
      <h2 className="reward-head">
        {on === null ? t('rewards.clearing.anniversary') : t('rewards.clearing.next', { day: day(on) })}
      </h2>
      <p className="quiet">{t('rewards.clearing.preview')}</p>
      {told.totals ? <Sums totals={told.totals} /> : null}
      <Outcomes rows={told.rows} />
      <div className="reward-pages">
        {after === undefined ? null : (
          <Button size="small" onClick={() => turn(undefined)}>
            {t('rewards.clearing.begin')}
          </Button>
        )}
        {nextAfterId === null ? null : (
          <Button size="small" onClick={() => turn(nextAfterId)}>
            {t('rewards.clearing.more')}
          </Button>
        )}
      </div>
    </>
  )
}

function Sums({ totals }: Readonly<{ totals: NonNullable<Preview['totals']> }>) {
  const { t } = useTranslation()
  return (
    <Figures>
      {(['cleared', 'points', 'carriedOn', 'carried', 'forfeited'] as const).map((key) => (
        <Figure key={key} label={t(`rewards.clearing.${key}`)} value={<NumberText of={totals[key]} />} />
      ))}
    </Figures>
  )
}

function Outcomes({ rows }: Readonly<{ rows: readonly Outcome[] }>) {
  return (
    <ul className="lines">
      {rows.map((one) => (
        <OutcomeRow key={`${one.memberId} ${one.on}`} of={one} />
      ))}
    </ul>
  )
}

function OutcomeRow({ of }: Readonly<{ of: Outcome }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const nameOf = useNameOf()
  const gift = useLiveProgram()?.gifts.find((one) => one.code === of.gift)
  const words = [
    t('members.page.joined', { day: day(of.joinedOn) }),
    of.gift === null ? '' : t('rewards.clearing.gift', { gift: gift ? nameOf(gift) : of.gift }),
  ]
  return (
    <li>
      <span className="lines-what">
        <Go to={paths.member(of.memberId)}>{of.memberName || of.memberNumber}</Go>
        <small className="quiet num">{words.filter(Boolean).join(' ')}</small>
      </span>
      <span className="lines-numbers">
        <strong className="num">
          {of.cleared
            ? t('rewards.clearing.ends', { n: number(of.points), count: of.points })
            : t('rewards.clearing.stays', { n: number(of.carried), count: of.carried })}
        </strong>
        <span>{t(`rewards.clearing.reason.${of.reason}`)}</span>
      </span>
    </li>
  )
}
