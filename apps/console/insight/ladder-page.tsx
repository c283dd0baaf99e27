import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { isDay } from '#base/instant'
import { ladder } from '#domain/insight/contract'
import { useCall } from '#ui/call.ts'
import { Staircase } from '#ui/kit/chart/staircase.tsx'
import { WithTable } from '#ui/kit/chart/with-table.tsx'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { How } from './how.tsx'
import { outOf100 } from './insight-page.tsx'
import { Looked } from './looked.tsx'
import { Movement } from './movement.tsx'
import { useLens } from './use-lens.ts'
import type { LensInUse } from './use-lens.ts'

type Steps = Told<typeof ladder>

/** Once, twice, three times: where members stop climbing (C62). */
export function LadderPage() {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const use = useLens()
  const wanted = use.search['since']
  const since = typeof wanted === 'string' && isDay(wanted) ? wanted : undefined
  const ask = useCall(ladder, { ...use.lens, ...(since ? { since } : {}) }, { keep: true })
  const answer = ({ steps, asOf }: Steps) =>
    t('insight.ladder.answer', {
      two: number(outOf100(steps, 2)),
      three: number(outOf100(steps, 3)),
      day: day(asOf),
    })
  return (
    <Looked title={t('insight.ladder.title')} use={use} ask={ask} answer={answer}>
      {(told) => (
        <>
          <Stairs told={told} use={use} />
          <Moves told={told} since={since} use={use} />
          <Movement by="step" lens={use.lens} />
          <How>
            <p>{t('insight.ladder.how.method')}</p>
            <p>{t('insight.ladder.how.limits')}</p>
          </How>
        </>
      )}
    </Looked>
  )
}

function Stairs({ told, use }: Readonly<{ told: Steps; use: LensInUse }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const to = (purchases: number) => use.to(paths.audience({}), { purchasesFrom: purchases })
  const reached = told.steps.filter((step) => step.members > 0)
  const climbed = (bps: number | null) => (bps === null ? '–' : percent(bps / 10_000, 0))
  const steps = reached.map((step) => {
    const share =
      step.fromPreviousBps === null
        ? ''
        : t('insight.ladder.climbed', { share: climbed(step.fromPreviousBps) })
    const count = Math.round(step.medianDays ?? 0)
    const after = step.medianDays === null ? '' : t('insight.ladder.after', { count, n: number(count) })
    return {
      key: String(step.purchases),
      label: t('insight.ladder.step', { count: step.purchases, n: number(step.purchases) }),
      value: step.members,
      text: number(step.members),
      note: [share, after].filter(Boolean).join(' · '),
      to: to(step.purchases),
    }
  })
  const rows = reached.map((step) => ({
    key: String(step.purchases),
    cells: [
      number(step.purchases),
      number(step.members),
      climbed(step.fromPreviousBps),
      step.medianDays === null ? '–' : number(step.medianDays),
    ],
    to: to(step.purchases),
  }))
  const caption = t('insight.ladder.caption')
  const head = [
    t('insight.ladder.purchases'),
    t('insight.ladder.members'),
    t('insight.ladder.conversion'),
    t('insight.ladder.days'),
  ]
  return (
    <Section title={t('insight.ladder.stairs')} note={t('insight.ladder.stairsNote')}>
      <WithTable drawing={<Staircase caption={caption} steps={steps} />} table={{ caption, head, rows }} />
    </Section>
  )
}

function Moves({ told, since, use }: Readonly<{ told: Steps; since: string | undefined; use: LensInUse }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const { moves } = told
  const picker = (
    <label className="lens-since">
      {t('insight.ladder.since')}{' '}
      <DatePicker
        value={since ? dayjs(since) : null}
        maxDate={dayjs(told.asOf)}
        onChange={(chosen) => use.change({ since: chosen?.format('YYYY-MM-DD') })}
      />
    </label>
  )
  return (
    <Section title={t('insight.ladder.moves')} actions={picker}>
      <p className={moves ? '' : 'quiet'}>
        {moves
          ? t('insight.ladder.movesWords', {
              day: day(moves.since),
              one: number(moves.oneToTwo),
              two: number(moves.twoToThree),
            })
          : t('insight.ladder.movesHint')}
      </p>
    </Section>
  )
}
