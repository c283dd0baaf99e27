import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { listBookingOffers } from '#domain/booking/contract/offer'
import type { Offer } from '#domain/booking/contract/shapes'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton } from '../standing/act.tsx'
import { OfferForm } from './offer-form.tsx'
import { grouped, WEEKDAYS, type Weekday } from './offer-values.ts'
import '../standing/standing.css'
import '../rewards/rewards.css'
import '../care/care.css'
import './bookings.css'

/** What can be booked at which branch, and by which terms. */
export function OffersPage() {
  const { t } = useTranslation()
  const ask = useCall(listBookingOffers, {})
  return (
    <Page
      title={t('bookings.offers.title')}
      answer={t('bookings.offers.answer')}
      back={{ to: paths.bookings, label: t('bookings.title') }}
    >
      <div className="care-tools">
        <Add />
      </div>
      <Answered ask={ask}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('bookings.offers.none')}>{t('bookings.offers.noneWords')}</EmptyState>
          ) : (
            <ul className="lines">
              {rows.map((one) => (
                <Row key={one.offerId} of={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  )
}

function Add() {
  const { t } = useTranslation()
  const may = useMay()
  if (!may('booking.manage')) return null
  return (
    <ActButton label={t('bookings.offers.add')} title={t('bookings.offers.add')}>
      {(close) => <OfferForm close={close} />}
    </ActButton>
  )
}

function Row({ of }: Readonly<{ of: Offer }>) {
  const { t, i18n } = useTranslation()
  const { number } = useFormats()
  const may = useMay()
  const { terms } = of
  const list = new Intl.ListFormat(i18n.language, { type: 'unit', style: 'narrow' })
  const daysOf = (weekdays: readonly Weekday[]) =>
    weekdays.length === WEEKDAYS.length
      ? t('bookings.offers.everyDay')
      : list.format(weekdays.map((one) => t(`reports.weekday.${one}`)))
  const hours = grouped(terms.hours).map(({ weekdays, from, to }) => `${daysOf(weekdays)} ${from}–${to}`)
  return (
    <li>
      <span className="lines-what">
        <strong>
          {of.productName} · {of.branchName}{' '}
          {of.bookable ? (
            <Tag color="green">{t('bookings.offers.open')}</Tag>
          ) : (
            <Tag>{t('bookings.offers.closed')}</Tag>
          )}
        </strong>
        <span className="num">{hours.join(' · ')}</span>
        <small className="quiet num">
          {t('bookings.offers.says', {
            minutes: number(terms.minutes),
            places: number(terms.places),
            days: number(terms.daysAhead),
            hold: number(terms.holdMinutes),
            cancel: number(terms.cancelHours),
          })}
        </small>
      </span>
      {may('booking.manage') ? (
        <span className="reward-acts">
          <ActButton label={t('bookings.offers.change')} title={`${of.productName} · ${of.branchName}`}>
            {(close) => <OfferForm of={of} close={close} />}
          </ActButton>
        </span>
      ) : null}
    </li>
  )
}
