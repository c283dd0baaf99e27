import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { productRanking, RANKED_BY } from '#domain/insight/contract/shop'
import { useGo } from '#ui/kit/go.tsx'
import { useListState } from '#ui/kit/list-state.ts'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { How } from './how.tsx'
import { shareOf } from './insight-page.tsx'
import { PlaceBar } from './place-bar.tsx'
import { ProductList, productLink } from './product-list.tsx'
import type { ProductWish, RankedBy } from './product-list.tsx'
import { QuestionPage } from './question-page.tsx'
import { isEmpty, NothingSold, SoldFigures } from './sold-figures.tsx'
import { useSpanWords } from './span-words.ts'
import { usePlace, useSpanReport } from './use-place.ts'
import type { PlaceInUse } from './use-place.ts'

/** Drawings come with a large library, so they are fetched when a page shows one. */
const PairBars = lazy(async () => ({ default: (await import('#ui/kit/chart/pair-bars.tsx')).PairBars }))

export type Ranking = Told<typeof productRanking>

/** Today: it is asked behind the counter. */
const USUAL_DAYS = 1
/** A sale that was just rung up is seen within two seconds. */
const EVERY_MS = 2_000

/** What sells (C72). */
export function ProductsPage() {
  const use = usePlace()
  const [{ q, page, rows }] = useListState()
  const wish = { by: rankedBy(use.search), keyOnly: use.search['keyOnly'] === true, q, page, rows }
  const ask = useSpanReport(productRanking, {
    place: use.place,
    usualDays: USUAL_DAYS,
    also: wish,
    everyMs: EVERY_MS,
  })
  return (
    <QuestionPage
      question="products"
      ask={ask}
      to={use.to}
      bar={<PlaceBar use={use} shown={ask.data} usualDays={USUAL_DAYS} />}
      answer={Answer}
    >
      {(told) => <Parts told={told} use={use} wish={wish} />}
    </QuestionPage>
  )
}

/** What the ranking goes by, as it stands in the address. */
const rankedBy = (search: Readonly<Record<string, unknown>>): RankedBy =>
  RANKED_BY.find((one) => one === search['by']) ?? 'amount'

function Answer({ told }: Readonly<{ told: Ranking }>) {
  const { t } = useTranslation()
  const by = rankedBy(usePlace().search)
  const { money, number, percent } = useFormats()
  const when = useSpanWords()(told)
  const [first] = told.rows
  if (!first || first.rank !== 1 || isEmpty(told.sold)) return <>{t('shop.products.none', { when })}</>
  const share = {
    amount: shareOf(first.amountMinor, told.sold.amountMinor),
    units: shareOf(first.thousandths, told.sold.thousandths),
    bills: shareOf(first.bills, told.sold.bills),
  }[by]
  const words = {
    when,
    name: first.name,
    money: money(first.amountMinor),
    share: percent(share, 0),
    bills: number(first.bills),
    units: number(first.thousandths / 1_000),
  }
  return <>{t(`shop.products.answer.${by}`, words)}</>
}

type PartWords = Readonly<{ told: Ranking; use: PlaceInUse; wish: ProductWish }>

function Parts({ told, use, wish }: PartWords) {
  const { t } = useTranslation()
  const narrowed = wish.q !== '' || wish.keyOnly
  if (isEmpty(told.sold) && told.total === 0 && !narrowed) return <NothingSold told={told} use={use} />
  return (
    <>
      <SoldFigures told={told} use={use} ofProducts />
      <KeyProducts told={told} />
      <Section title={t('shop.products.ranking')} note={t('shop.products.note')}>
        {told.rows.length > 0 ? <Picture told={told} use={use} wish={wish} /> : null}
        <ProductList told={told} use={use} wish={wish} />
      </Section>
      <How>
        <p>{t('shop.products.how.method')}</p>
        <p>{t('shop.products.how.limits')}</p>
      </How>
    </>
  )
}

/** Key products today and this month. */
function KeyProducts({ told }: Readonly<{ told: Ranking }>) {
  const { t } = useTranslation()
  const { money, number } = useFormats()
  const { products, today, month } = told.keys
  return (
    <p className={products === 0 ? 'quiet' : 'teach'}>
      {products === 0
        ? t('shop.products.noKeys')
        : t('shop.products.keys', {
            count: products,
            n: number(products),
            today: money(today.amountMinor),
            month: money(month.amountMinor),
          })}
    </p>
  )
}

const DRAWN = 10

function Picture({ told, use, wish }: PartWords) {
  const { t } = useTranslation()
  const { money, number, shortMoney, short } = useFormats()
  const go = useGo()
  const { by } = wish
  const isMoney = by === 'amount'
  const bars = useMemo(() => {
    const value = { amount: 'amountMinor', units: 'thousandths', bills: 'bills' } as const
    const per = by === 'units' ? 1_000 : 1
    return told.rows.slice(0, DRAWN).map((row) => ({
      key: row.code,
      label: `${row.rank}  ${row.name}`,
      now: row[value[by]] / per,
      ...(isMoney ? { before: row.beforeMinor } : {}),
    }))
  }, [told.rows, by, isMoney])
  return (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <PairBars
        lying
        label={t('shop.products.label')}
        bars={bars}
        nowTitle={t('shop.now')}
        {...(isMoney ? { beforeTitle: t('shop.earlier') } : {})}
        write={isMoney ? money : number}
        writeAxis={isMoney ? shortMoney : short}
        onClick={(bar) => go(productLink(told, use, bar.key))}
      />
    </Suspense>
  )
}
