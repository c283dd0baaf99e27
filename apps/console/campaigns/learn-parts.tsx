import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import type { segmentHabits } from '#domain/insight/contract/trial'
import { NumbersTable, WithTable } from '#ui/kit/chart/with-table.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Beside, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MoneyText, NumberText } from '#ui/kit/texts.tsx'
import type { Learning } from './learn-sums.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type PartWords = Readonly<{ told: Told<typeof segmentHabits>; found: Learning }>

/** Four chances in five: where a plan is usually called good enough. */
const GOOD = 0.8

/** The ground of the plan, the chance to see each lift, and what other shares and sizes would show. */
export function LearnParts({ told, found }: PartWords) {
  const { t } = useTranslation()
  return (
    <>
      <Ground told={told} found={found} />
      <Section title={t('learn.chances')} note={t('learn.chancesNote')}>
        <Chances found={found} />
      </Section>
      <Beside>
        <Held found={found} />
        <Sizes found={found} />
      </Beside>
    </>
  )
}

function Ground({ told, found }: PartWords) {
  const { t } = useTranslation()
  const { day, number, percent } = useFormats()
  const { correlation } = told
  // What was spent before takes ρ² of the variance away.
  const gain = correlation === null ? 0 : correlation * correlation
  return (
    <Figures>
      <Figure
        label={t('learn.base')}
        value={percent(found.base)}
        note={t('learn.baseNote', { from: day(told.from), to: day(told.to) })}
      />
      <Figure
        label={t('learn.members')}
        value={<NumberText of={found.treated} />}
        note={t('learn.held', { n: number(found.control) })}
      />
      <Figure
        label={t('learn.money')}
        value={found.mdeMinor === null ? '–' : <MoneyText of={Math.round(found.mdeMinor)} />}
        note={t('learn.moneyNote', { share: percent(gain, 0) })}
      />
    </Figures>
  )
}

function Chances({ found }: Readonly<{ found: Learning }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const whole = useMemo(() => (share: number) => percent(share, 0), [percent])
  const bars = useMemo(
    () =>
      found.chances.map(({ lift, chance }) => ({
        key: String(lift),
        label: t('learn.more', { share: whole(lift) }),
        now: chance,
        line: GOOD,
      })),
    [found.chances, t, whole],
  )
  const caption = t('learn.chances')
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        label={t('learn.label')}
        bars={bars}
        nowTitle={t('learn.chance')}
        lineTitle={t('learn.good')}
        share
        write={whole}
        writeAxis={whole}
      />
    </Suspense>
  )
  const rows = found.chances.map(({ lift, chance }) => ({
    key: String(lift),
    cells: [
      t('learn.more', { share: whole(lift) }),
      t('learn.fromTo', { from: percent(found.base), to: percent(found.base * (1 + lift)) }),
      whole(chance),
    ],
  }))
  const head = [t('learn.lift'), t('learn.buyers'), t('learn.chance')]
  return <WithTable drawing={drawing} table={{ caption, head, rows }} />
}

function Held({ found }: Readonly<{ found: Learning }>) {
  const { t } = useTranslation()
  const { percent } = useFormats()
  const title = t('learn.byHeld')
  return (
    <Section title={title}>
      <NumbersTable
        caption={title}
        head={[t('learn.heldBack'), t('learn.leastLift')]}
        rows={found.held.map(({ held, relativeLift }) => ({
          key: String(held),
          cells: [percent(held, 0), t('learn.more', { share: percent(relativeLift, 0) })],
        }))}
      />
    </Section>
  )
}

function Sizes({ found }: Readonly<{ found: Learning }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const title = t('learn.sizes')
  return (
    <Section title={title}>
      <NumbersTable
        caption={title}
        head={[t('learn.lift'), t('learn.takes')]}
        rows={found.sizes.map(({ lift, members }) => ({
          key: String(lift),
          cells: [t('learn.more', { share: percent(lift, 0) }), number(members)],
        }))}
      />
    </Section>
  )
}
