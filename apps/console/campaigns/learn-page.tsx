import { Button, InputNumber, Select, Slider } from 'antd'
import { useRouter, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listSegments } from '#domain/insight/contract'
import { segmentHabits } from '#domain/insight/contract/trial'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { listPath } from '#ui/kit/list-state.ts'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { How } from '../insight/how.tsx'
import { paths } from '../paths.ts'
import { LearnAnswer } from './learn-answer.tsx'
import { LearnParts } from './learn-parts.tsx'
import { learning } from './learn-sums.ts'
import { usualShare } from './words.ts'
import '../insight/insight.css'
import './learn.css'

const MOST_SEGMENTS = 200
const USUAL_DAYS = 28

/** What can we learn? Before a message is written: which lift would show, and with how many held back. */
export function LearnPage() {
  const { t } = useTranslation()
  const ask = useCall(listSegments, { rows: MOST_SEGMENTS })
  const [wish, change] = useWish()
  const segment = ask.data?.rows.find((one) => one.id === wish.segmentId) ?? ask.data?.rows[0]
  if (ask.data && !segment) return <NoSegment />
  const share = wish.share ?? usualShare(segment?.members ?? 0)
  return (
    <Answered ask={ask}>
      {({ rows }) => (
        <Planned
          segments={rows}
          segmentId={segment?.id ?? ''}
          share={share}
          days={wish.days ?? USUAL_DAYS}
          change={change}
          title={t('learn.title')}
        />
      )}
    </Answered>
  )
}

type Wanted = Readonly<{ segmentId?: string; share?: number; days?: number }>

/** What is planned lives in the address, so that it can be sent to whoever decides. */
function useWish(): readonly [Wanted, (part: Wanted) => void] {
  const router = useRouter()
  const { pathname, search } = useRouterState({ select: (state) => state.location })
  const all = search as Readonly<Record<string, unknown>>
  const within = (value: unknown, most: number) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most ? value : undefined
  const segmentId = typeof all['segmentId'] === 'string' ? all['segmentId'] : undefined
  const share = within(all['share'], 50)
  const days = within(all['days'], 366)
  const wish = {
    ...(segmentId === undefined ? {} : { segmentId }),
    ...(share === undefined ? {} : { share }),
    ...(days === undefined ? {} : { days }),
  }
  return [wish, (part) => router.history.replace(listPath(pathname, { ...wish, ...part }))]
}

function NoSegment() {
  const { t } = useTranslation()
  return (
    <Page title={t('learn.title')} back={{ to: paths.campaigns, label: t('campaigns.back') }}>
      <EmptyState
        title={t('learn.none.title')}
        actions={<Go to={paths.segments}>{t('campaigns.empty.segment')}</Go>}
      >
        {t('learn.none.words')}
      </EmptyState>
    </Page>
  )
}

type PlannedWords = Readonly<{
  title: string
  segments: readonly Readonly<{ id: string; name: string; members: number }>[]
  segmentId: string
  share: number
  days: number
  change: (part: Wanted) => void
}>

function Planned(words: PlannedWords) {
  const { t } = useTranslation()
  const go = useGo()
  const { title, segmentId, share, days } = words
  const ask = useCall(segmentHabits, { id: segmentId, days }, { keep: true })
  const found = ask.data ? learning(ask.data, share) : undefined
  return (
    <Page
      title={title}
      answer={ask.data && found ? <LearnAnswer told={ask.data} found={found} share={share} /> : null}
      back={{ to: paths.campaigns, label: t('campaigns.back') }}
      actions={
        <Button type="primary" onClick={() => go(paths.newCampaign(segmentId))}>
          {t('learn.go')}
        </Button>
      }
    >
      <Choices {...words} />
      <Answered ask={ask}>
        {(told) => (
          <div className="whole">
            {found === undefined || typeof found === 'string' ? null : (
              <LearnParts told={told} found={found} />
            )}
            <How>
              <p>{t('learn.how.method')}</p>
              <p>{t('learn.how.looks')}</p>
              <p>{t('learn.how.limits')}</p>
            </How>
          </div>
        )}
      </Answered>
    </Page>
  )
}

function Choices({ segments, segmentId, share, days, change }: PlannedWords) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  return (
    <div className="learn-choices" role="group" aria-label={t('learn.choices')}>
      <label>
        <span>{t('learn.segment')}</span>
        <Select
          value={segmentId}
          options={segments.map(({ id, name, members }) => ({
            value: id,
            label: t('learn.named', { name, count: members, n: number(members) }),
          }))}
          onChange={(id: string) => change({ segmentId: id })}
        />
      </label>
      <label>
        <span>{t('campaigns.control.window')}</span>
        <InputNumber
          min={1}
          max={366}
          precision={0}
          value={days}
          suffix={t('campaigns.control.days')}
          onChange={(value) => value !== null && change({ days: value })}
        />
      </label>
      <div>
        <span>
          {t('campaigns.control.share')} <strong className="num">{percent(share / 100, 0)}</strong>
        </span>
        <Slider
          min={1}
          max={50}
          value={share}
          marks={{ 5: '5%', 10: '10%', 20: '20%', 50: '50%' }}
          tooltip={{ formatter: (v) => percent((v ?? 0) / 100, 0) }}
          ariaLabelForHandle={t('campaigns.control.share')}
          onChange={(value) => change({ share: value })}
        />
      </div>
    </div>
  )
}
