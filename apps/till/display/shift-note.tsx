import { useEffect, useState } from 'react'
import { businessDay, type BusinessDay } from '#base/instant'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { usePlace } from '../shell/places.ts'
import { usePolicy, useTill } from '../till-context.ts'
import { useWords } from '../words.ts'
import { lastShift } from './use-shift.ts'
import './shift.css'

/** One line above any screen while a shift of an earlier day is open; nothing otherwise. Looked up with each screen. */
export function ShiftNote() {
  const place = usePlace()
  return place === 'shift' ? null : <Note key={place} />
}

function Note() {
  const say = useWords()
  const { day } = useFormats()
  const { zone, closingHour } = usePolicy()
  const till = useTill()
  const [openOf, setOpenOf] = useState<BusinessDay | null>(null)
  useEffect(() => {
    let stale = false
    void lastShift(till).then((counted) => {
      const shift = counted?.shift
      const open = shift && shift.closed === null ? businessDay(shift.openedAt, zone, closingHour) : null
      if (!stale) setOpenOf(open)
    })
    return () => {
      stale = true
    }
  }, [till, zone, closingHour])
  if (openOf === null || openOf >= businessDay(till.now(), zone, closingHour)) return null
  return (
    <p className="shift-note" role="status">
      {say('shift.yesterdayShort', { day: day(openOf) })} <a href="#/shift">{say('shift.goThere')}</a>
    </p>
  )
}
