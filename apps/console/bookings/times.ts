import { businessDay, instantOfMs } from '#base/instant'

/** A moment on the clocks of a branch, such as 09:30. */
export const timeIn = (zone: string, at: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))

/** The day it is on the calendar of a zone. */
export const todayIn = (zone: string): string => businessDay(instantOfMs(Date.now()), zone, 0)
