import { App, Button } from 'antd'
import { useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { endLikeOffer, likeCollections, showLikeOffer } from '#domain/club/contract/likes'
import { newId, useCall, useCommand } from '#ui/call.ts'
import { NumbersTable } from '#ui/kit/chart/with-table.tsx'
import { Answered, ErrorNotice } from '#ui/kit/error-notice.tsx'
import { Figure, Figures } from '#ui/kit/figure.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page, Section } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { MomentText, NumberText } from '#ui/kit/texts.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { OfferTag, useOfferWords } from './words.tsx'

type Offer = Told<typeof showLikeOffer>
type Collection = Told<typeof likeCollections>['rows'][number]
const LATEST = 100

/** One offer: who collects, what was unlocked and used, and who joined by it. */
export function LikePage() {
  const { id = '' } = useParams({ strict: false })
  const ask = useCall(showLikeOffer, { offerId: id })
  return <Answered ask={ask}>{(offer) => <Sheet of={offer} />}</Answered>
}

function Sheet({ of }: Readonly<{ of: Offer }>) {
  const { t } = useTranslation()
  const { day, number } = useFormats()
  const may = useMay()
  const { title, words, coupon } = useOfferWords()(of)
  const rule = t('likes.page.rule', {
    n: number(of.needed),
    coupon,
    from: day(of.firstOn),
    to: day(of.lastOn),
  })
  return (
    <Page
      title={title}
      answer={
        <>
          <OfferTag of={of.state} /> {rule}
        </>
      }
      back={{ to: paths.likeOffers, label: t('likes.title') }}
      actions={may('club.manage') ? <Acts of={of} /> : null}
    >
      {words === '' ? null : <p className="care-text">{words}</p>}
      <p className="quiet">
        {t(of.membersOnly ? 'likes.page.membersOnly' : 'likes.page.everybody')} {t('likes.page.how')}
      </p>
      <Figures>
        <Figure label={t('likes.page.collections')} value={<NumberText of={of.collections} />} />
        <Figure label={t('likes.page.likes')} value={<NumberText of={of.likes} />} />
        <Figure
          label={t('likes.page.wins')}
          value={<NumberText of={of.wins} />}
          note={t('likes.page.ofMost', { n: number(of.most) })}
        />
        <Figure label={t('likes.page.used')} value={<NumberText of={of.couponsUsed} />} />
        {of.formCode === null ? null : (
          <Figure label={t('likes.page.joined')} value={<NumberText of={of.joined} />} />
        )}
      </Figures>
      <Collections of={of} />
    </Page>
  )
}

function Acts({ of }: Readonly<{ of: Offer }>) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const end = useCommand(endLikeOffer, async () => {
    await queries.invalidateQueries()
    void message.success(t('likes.page.ended'))
  })
  const ask = () =>
    modal.confirm({
      title: t('likes.page.end'),
      content: t('likes.page.endMeans'),
      okText: t('likes.page.end'),
      cancelText: t('shell.cancel'),
      onOk: () => end.mutate({ id: newId(), offerId: of.id }),
    })
  const lasts = of.state === 'open' || of.state === 'coming' || of.state === 'gone'
  return (
    <>
      <ErrorNotice of={end.error} />
      <Go to={paths.newLikeOffer({ from: of.id })}>{t('likes.page.copy')}</Go>
      {lasts ? <Button onClick={() => void ask()}>{t('likes.page.end')}</Button> : null}
    </>
  )
}

function Collections({ of }: Readonly<{ of: Offer }>) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const ask = useCall(likeCollections, { offerId: of.id, rows: LATEST }, { keep: true })
  const cells = useCells(of.needed)
  const head = ['member', 'got', 'members', 'networks', 'coupon', 'begun'] as const
  return (
    <Section title={t('likes.page.who')} note={t('likes.page.whoNote')}>
      <Answered ask={ask}>
        {({ rows, total }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('likes.page.nobody')}</p>
          ) : (
            <>
              <NumbersTable
                caption={t('likes.page.who')}
                head={head.map((key) => t(`likes.page.column.${key}`))}
                words={[4, 5]}
                rows={rows.map((one) => ({ key: one.id, cells: cells(one) }))}
              />
              {total > rows.length ? (
                <p className="quiet">{t('likes.page.more', { n: number(total) })}</p>
              ) : null}
            </>
          )
        }
      </Answered>
    </Section>
  )
}

/** What stands in the row of one collection. */
function useCells(needed: number) {
  const { t } = useTranslation()
  const { number } = useFormats()
  return (one: Collection) => [
    one.memberId === null ? (
      t('club.former')
    ) : (
      <Go key="who" to={paths.member(one.memberId)}>
        {one.memberName || one.memberNumber}
      </Go>
    ),
    `${number(one.likes)} / ${number(needed)}`,
    number(one.ofMembers),
    number(one.networks),
    one.coupon === null ? '–' : t(`likes.coupon.${one.coupon}`),
    <MomentText key="at" of={one.at} />,
  ]
}
