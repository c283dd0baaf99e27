import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { SOLD_BY, SOLD_SORTS, soldReport } from '#domain/insight/contract/shop'
import { useListState } from '#ui/kit/list-state.ts'
import { Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { How } from './how.tsx'
import { PlaceBar } from './place-bar.tsx'
import { QuestionPage } from './question-page.tsx'
import { isEmpty, NothingSold, SoldFigures } from './sold-figures.tsx'
import { SoldList } from './sold-list.tsx'
import type { SoldWish } from './sold-list.tsx'
import { useSpanWords } from './span-words.ts'
import { usePlace, useSpanReport } from './use-place.ts'
import type { PlaceInUse } from './use-place.ts'

type Sold = Told<typeof soldReport>

/** A day is what is asked most: what was sold then, and where. */
const USUAL_DAYS = 1

/** What was sold by day, place, product, size of the bill or member (C74). */
export function SoldPage() {
  const use = usePlace()
  const wish = useWish(use)
  const ask = useSpanReport(soldReport, { place: use.place, usualDays: USUAL_DAYS, also: wish })
  return (
    <QuestionPage
      question="sold"
      ask={ask}
      to={use.to}
      bar={<PlaceBar use={use} shown={ask.data} usualDays={USUAL_DAYS} />}
      answer={Answer}
    >
      {(told) => <Parts told={told} use={use} wish={wish} />}
    </QuestionPage>
  )
}

const whole = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined

function useWish({ search }: PlaceInUse): SoldWish {
  const [{ page, rows, sort, descending }] = useListState()
  return useMemo(() => {
    const by = SOLD_BY.find((one) => one === search['by']) ?? 'product'
    const product = search['product'] === undefined || by === 'amount' ? '' : String(search['product'])
    const [from, to] = [whole(search['billFromMinor']), whole(search['billToMinor'])]
    const sized = by === 'member'
    return {
      by,
      product,
      ...(sized && from !== undefined ? { billFromMinor: from } : {}),
      ...(sized && to !== undefined ? { billToMinor: to } : {}),
      sort: SOLD_SORTS.find((one) => one === sort) ?? (by === 'day' ? 'key' : 'amount'),
      descending: descending ?? by !== 'amount',
      page,
      rows,
    }
  }, [search, page, rows, sort, descending])
}

function Answer({ told }: Readonly<{ told: Sold }>) {
  const { t } = useTranslation()
  const wish = useWish(usePlace())
  const { money, number, shortMoney } = useFormats()
  const when = useSpanWords()(told)
  const { sold } = told
  if (isEmpty(sold)) return <>{t('shop.products.none', { when })}</>
  const { billFromMinor, billToMinor, product } = wish
  const words = {
    when,
    count: sold.bills,
    bills: number(sold.bills),
    units: number(sold.thousandths / 1_000),
    money: money(sold.amountMinor),
  }
  const sized =
    billFromMinor === undefined && billToMinor === undefined
      ? ''
      : t('shop.sold.sized', {
          from: shortMoney(billFromMinor ?? 0),
          to: billToMinor === undefined ? '∞' : shortMoney(billToMinor),
        })
  const named = product === '' ? '' : t('shop.sold.named', { product })
  return (
    <>
      {t('shop.sold.answer', words)}
      {named}
      {sized}
    </>
  )
}

function Parts({ told, use, wish }: Readonly<{ told: Sold; use: PlaceInUse; wish: SoldWish }>) {
  const { t } = useTranslation()
  const narrowed = wish.product !== '' || wish.billFromMinor !== undefined || wish.billToMinor !== undefined
  if (isEmpty(told.sold) && told.total === 0 && !narrowed) return <NothingSold told={told} use={use} />
  const { before } = told
  return (
    <>
      {before ? <SoldFigures told={{ ...told, before }} use={use} /> : null}
      <Section title={t('shop.sold.list')} note={t(`shop.sold.note.${told.by}`)}>
        <SoldList told={told} use={use} wish={wish} />
      </Section>
      <How>
        <p>{t('shop.sold.how.method')}</p>
        <p>{t('shop.sold.how.limits')}</p>
      </How>
    </>
  )
}
