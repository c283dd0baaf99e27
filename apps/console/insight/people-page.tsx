import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { demographics, LEAST_MEMBERS } from '#domain/insight/contract/people'
import { useCall } from '#ui/call.ts'
import { NumbersTable, WithTable } from '#ui/kit/chart/with-table.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Beside, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { paths } from '../paths.ts'
import { bornBetween } from './born.ts'
import { How } from './how.tsx'
import { WhereChoice } from './place-bar.tsx'
import { QuestionPage } from './question-page.tsx'
import { questionPath } from './questions.ts'
import { usePlace } from './use-place.ts'
import type { PlaceInUse } from './use-place.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

type People = Told<typeof demographics>

/** Who members are: ages, genders, and where they buy most (C68). */
export function PeoplePage() {
  const use = usePlace()
  const { branchId, region } = use.place
  const where = { ...(branchId ? { branchId } : {}), ...(region ? { region } : {}) }
  const ask = useCall(demographics, where, { keep: true })
  return (
    <QuestionPage
      question="people"
      ask={ask}
      to={use.to}
      bar={
        <div className="place-bar">
          <WhereChoice use={use} />
        </div>
      }
      answer={Answer}
    >
      {(told) => <Parts told={told} use={use} />}
    </QuestionPage>
  )
}

function Answer({ told }: Readonly<{ told: People }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const counted = { count: told.members, n: number(told.members) }
  if (told.verdict === 'too_little') return <>{t('shop.people.little', counted)}</>
  const known = told.genders.filter((one) => one.gender !== 'unknown')
  const all = known.reduce((sum, one) => sum + one.members, 0)
  const women = known.find((one) => one.gender === 'female')?.members ?? 0
  const genders =
    all < LEAST_MEMBERS
      ? t('shop.people.noGender')
      : t('shop.people.women', { share: percent(women / all, 0), known: number(all) })
  const ages =
    told.withAge < LEAST_MEMBERS || told.meanAge === null || told.medianAge === null
      ? t('shop.people.noAge')
      : t('shop.people.age', {
          known: number(told.withAge),
          mean: number(Math.round(told.meanAge)),
          median: number(told.medianAge),
        })
  return (
    <>
      {t('shop.people.answer', counted)}
      {ages}
      {genders}
    </>
  )
}

function Parts({ told, use }: Readonly<{ told: People; use: PlaceInUse }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const known = { known: number(told.withAge), all: number(told.members) }
  return (
    <>
      <Section title={t('shop.people.ages')} note={t('shop.people.agesNote', known)}>
        <Ages told={told} use={use} />
      </Section>
      <Beside>
        <Genders told={told} use={use} />
        <Stores told={told} use={use} />
      </Beside>
      <How>
        <p>{t('shop.people.how.method')}</p>
        <p>{t('shop.people.how.limits')}</p>
      </How>
    </>
  )
}

/** A list of members behind a figure, narrowed to the branch that is looked at. */
function membersWhere(
  use: PlaceInUse,
  filters: readonly Readonly<{ field: string; op: string; value: string }>[],
) {
  const { branchId } = use.place
  const here = branchId === undefined ? [] : [{ field: 'branchId', op: 'is', value: branchId }]
  return paths.members([...filters, ...here])
}

function Ages({ told, use }: Readonly<{ told: People; use: PlaceInUse }>) {
  const { t } = useTranslation()
  const { number, percent, short } = useFormats()
  const go = useGo()
  const rows = useMemo(
    () =>
      told.ages.map((band) => ({
        key: String(band.from),
        label:
          band.to === null
            ? t('shop.people.from', { from: band.from })
            : t('shop.people.between', { from: band.from, to: band.to }),
        now: band.members,
        band,
      })),
    [told.ages, t],
  )
  const open = (band: People['ages'][number]) => membersWhere(use, bornBetween(told.today, band))
  const drawing = (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        label={t('shop.people.label')}
        bars={rows}
        nowTitle={t('shop.column.people')}
        write={number}
        writeAxis={short}
        onClick={({ key }) => {
          const bar = rows.find((one) => one.key === key)
          if (bar) go(open(bar.band))
        }}
      />
    </Suspense>
  )
  const table = {
    caption: t('shop.people.ages'),
    head: [t('shop.people.age_band'), t('shop.column.people'), t('shop.column.share')],
    rows: rows.map(({ key, label, band }) => ({
      key,
      cells: [label, number(band.members), percent(band.shareBps / 10_000)],
      to: open(band),
    })),
  }
  return <WithTable drawing={drawing} table={table} />
}

function Genders({ told, use }: Readonly<{ told: People; use: PlaceInUse }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const title = t('shop.people.genders')
  return (
    <Section title={title}>
      <NumbersTable
        caption={title}
        head={[title, t('shop.column.people'), t('shop.column.share')]}
        rows={told.genders.map(({ gender, members, shareBps }) => ({
          key: gender,
          cells: [
            gender === 'unknown' ? t('shop.people.unknown') : t(`parts.gender.${gender}`),
            number(members),
            percent(shareBps / 10_000),
          ],
          to: membersWhere(use, [
            gender === 'unknown'
              ? { field: 'gender', op: 'empty', value: '' }
              : { field: 'gender', op: 'is', value: gender },
          ]),
        }))}
      />
    </Section>
  )
}

/** The branch of most of each member's purchases; of all buyers, wherever they joined. */
function Stores({ told, use }: Readonly<{ told: People; use: PlaceInUse }>) {
  const { t } = useTranslation()
  const { number, percent } = useFormats()
  const title = t('shop.people.stores')
  return (
    <Section title={title} note={t('shop.people.storesNote')}>
      <NumbersTable
        caption={title}
        head={[t('shop.column.branch'), t('shop.column.people'), t('shop.column.share')]}
        rows={told.stores.map(({ branchId, name, members, shareBps }) => ({
          key: branchId,
          cells: [name, number(members), percent(shareBps / 10_000)],
          to: use.to(questionPath('places'), { branchId, region: undefined }),
        }))}
      />
    </Section>
  )
}
