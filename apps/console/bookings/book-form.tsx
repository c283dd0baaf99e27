import { DatePicker, Form, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { bookForMember } from '#domain/booking/contract/booking'
import { bookingSlots, listBookingOffers } from '#domain/booking/contract/offer'
import { useCall, useCommand } from '#ui/call.ts'
import { Answered } from '#ui/kit/error-notice.tsx'
import { MemberField } from '../care/member-field.tsx'
import { ActForm } from '../members/act-form.tsx'
import { useDone } from '../standing/act.tsx'
import { timeIn } from './times.ts'

type BookWords = Readonly<{ day: string; branchCode: string | undefined; close: () => void }>
type Values = { memberId: string; offerId: string; day: Dayjs; startsAt: string }

/** A time for whoever asks at the counter or by phone. */
export function BookForm({ day, branchCode, close }: BookWords) {
  const { t } = useTranslation()
  const done = useDone(close)
  const offers = useCall(listBookingOffers, branchCode === undefined ? {} : { branchCode })
  const book = useCommand(bookForMember, () => done(t('bookings.booked')))
  const required = [{ required: true, message: t('shell.required') }]
  return (
    <Answered ask={offers}>
      {({ rows }) => {
        const open = rows.filter((one) => one.bookable)
        if (open.length === 0) return <p>{t('bookings.offers.none')}</p>
        return (
          <ActForm<Values>
            means={t('bookings.bookMeans')}
            label={t('bookings.book')}
            why="none"
            start={{ day: dayjs(day), ...(open.length === 1 && open[0] ? { offerId: open[0].offerId } : {}) }}
            pending={book.isPending}
            trouble={book.error}
            send={({ id, memberId, offerId, startsAt }, told) =>
              book.mutate({ id, memberId: memberId ?? '', offerId, startsAt }, told)
            }
          >
            <MemberField label={t('bookings.who')} />
            <Form.Item name="offerId" label={t('bookings.what')} rules={required}>
              <Select
                options={open.map((one) => ({
                  value: one.offerId,
                  label: `${one.productName} · ${one.branchName}`,
                }))}
              />
            </Form.Item>
            <Form.Item name="day" label={t('bookings.day')} rules={required}>
              <DatePicker allowClear={false} />
            </Form.Item>
            <Form.Item noStyle dependencies={['offerId', 'day']}>
              {({ getFieldValue }) => (
                <TimeField
                  offerId={getFieldValue('offerId') as string | undefined}
                  day={getFieldValue('day') as Dayjs | undefined}
                />
              )}
            </Form.Item>
          </ActForm>
        )
      }}
    </Answered>
  )
}

type TimeWords = Readonly<{ offerId: string | undefined; day: Dayjs | undefined }>

/** The free times of a day, on the clocks of the branch. */
function TimeField({ offerId, day }: TimeWords) {
  const { t } = useTranslation()
  const wish = { offerId: offerId ?? '', day: day?.format('YYYY-MM-DD') ?? '' }
  const { data } = useCall(bookingSlots, wish, { enabled: offerId !== undefined && day !== undefined })
  const free = data?.rows.filter((one) => one.free > 0) ?? []
  return (
    <Form.Item
      name="startsAt"
      label={t('bookings.time')}
      rules={[{ required: true, message: t('shell.required') }]}
      {...(data && free.length === 0 ? { extra: t('bookings.noTimes') } : {})}
    >
      <Select
        options={free.map((one) => ({
          value: one.startsAt,
          label: t('bookings.slot', { time: timeIn(data?.zone ?? 'UTC', one.startsAt), n: String(one.free) }),
        }))}
      />
    </Form.Item>
  )
}
