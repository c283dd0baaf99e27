import { DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listBookings, type Booking } from '#domain/booking/contract/booking'
import { useCall } from '#ui/call.ts'
import { EmptyState } from '#ui/kit/empty-state.tsx'
import { Answered } from '#ui/kit/error-notice.tsx'
import { Go } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay, useMe } from '../me.ts'
import { paths } from '../paths.ts'
import { ActButton } from '../standing/act.tsx'
import { BookForm } from './book-form.tsx'
import { BookingRow } from './booking-row.tsx'
import { todayIn } from './times.ts'
import '../standing/standing.css'
import '../rewards/rewards.css'
import '../care/care.css'

const MOST = 200
/** A hold that gave way to another time, or that nobody confirmed, is no business of the day. */
const quiet = ({ state }: Booking): boolean => state === 'replaced' || state === 'given_up'

/** C90: what the branch has before it on a day, and what came of each. */
export function BookingsPage() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { branches, chain } = useMe()
  const [branchCode, setBranch] = useState(branches.length === 1 ? branches[0]?.code : undefined)
  const [day, setDay] = useState(() => todayIn(chain.zone))
  const ask = useCall(
    listBookings,
    { day, rows: MOST, ...(branchCode === undefined ? {} : { branchCode }) },
    { keep: true },
  )
  const rows = ask.data?.rows.filter((one) => !quiet(one)) ?? []
  const open = rows.filter(({ state }) => state === 'confirmed' || state === 'begun').length
  return (
    <Page
      title={t('bookings.title')}
      answer={ask.data ? t('bookings.answer', { count: open, n: number(open) }) : null}
      actions={<Go to={paths.bookingOffers}>{t('bookings.offers.title')}</Go>}
    >
      <Tools day={day} setDay={setDay} branchCode={branchCode} setBranch={setBranch} />
      <Answered ask={ask}>
        {() =>
          rows.length === 0 ? (
            <EmptyState title={t('bookings.none')}>{t('bookings.noneWords')}</EmptyState>
          ) : (
            <ul className="lines">
              {rows.map((one) => (
                <BookingRow key={one.id} of={one} withBranch={branchCode === undefined} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  )
}

type ToolWords = Readonly<{
  day: string
  setDay: (day: string) => void
  branchCode: string | undefined
  setBranch: (code: string | undefined) => void
}>

/** Books for somebody; chooses the day and the branch that are looked at. */
function Tools({ day, setDay, branchCode, setBranch }: ToolWords) {
  const { t } = useTranslation()
  const { branches } = useMe()
  const may = useMay()
  return (
    <div className="care-tools">
      {may('booking.write') ? (
        <ActButton label={t('bookings.book')} title={t('bookings.book')}>
          {(close) => <BookForm day={day} branchCode={branchCode} close={close} />}
        </ActButton>
      ) : null}
      <DatePicker
        allowClear={false}
        aria-label={t('bookings.day')}
        value={dayjs(day)}
        onChange={(chosen) => setDay(chosen?.format('YYYY-MM-DD') ?? day)}
      />
      {branches.length > 1 ? (
        <Select
          allowClear
          aria-label={t('bookings.everyBranch')}
          placeholder={t('bookings.everyBranch')}
          style={{ minWidth: 160 }}
          value={branchCode ?? null}
          options={branches.map((one) => ({ value: one.code, label: one.name }))}
          onChange={(code) => setBranch(code ?? undefined)}
        />
      ) : null}
    </div>
  )
}
