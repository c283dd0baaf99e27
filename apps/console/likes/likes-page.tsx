import { Button } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { likeOffers, type LikeOffer } from '#domain/club/contract/likes'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go, useGo } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { OfferTag, useOfferWords } from './words.tsx'

const MOST = 200

/** C44: so many likes unlock a coupon; what is offered, newest first. */
export function LikesPage() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const ask = useCall(likeOffers, { rows: MOST })
  const rows = ask.data?.rows ?? []
  const open = rows.filter((one) => one.state === 'open').length
  return (
    <Page
      title={t('likes.title')}
      answer={rows.length === 0 ? null : t('likes.answer', { count: open, n: number(open) })}
      back={{ to: paths.club, label: t('club.title') }}
      actions={<AddButton />}
    >
      <Answered ask={ask}>
        {() =>
          rows.length === 0 ? (
            <EmptyState title={t('likes.empty.title')} actions={<AddButton />}>
              {t('likes.empty.words')}
            </EmptyState>
          ) : (
            <ul className="lines">
              {rows.map((one) => (
                <Row key={one.id} of={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  )
}

function AddButton() {
  const { t } = useTranslation()
  const go = useGo()
  const may = useMay()
  if (!may('club.manage')) return null
  return (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => go(paths.newLikeOffer())}>
      {t('likes.add')}
    </Button>
  )
}

function Row({ of }: Readonly<{ of: LikeOffer }>) {
  const { t } = useTranslation()
  const { number, day } = useFormats()
  const { title, coupon } = useOfferWords()(of)
  return (
    <li>
      <span className="lines-what">
        <strong>
          <Go to={paths.likeOffer(of.id)}>{title}</Go> <OfferTag of={of.state} />
        </strong>
        <span>{t('likes.unlock', { n: number(of.needed), coupon })}</span>
        <small className="quiet num">
          {t('likes.counts', {
            collections: number(of.collections),
            likes: number(of.likes),
            wins: number(of.wins),
            most: number(of.most),
            day: day(of.lastOn),
          })}
        </small>
      </span>
    </li>
  )
}
