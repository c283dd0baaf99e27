import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import { may, type Work } from '#db/work'
import { mailsLeave } from '#domain/campaign/index'
import { actorOfStaff, chain, namesOfStaff } from '#domain/org/index'
import { REPORTS } from './catalogue.ts'
import { FORMATS, REPORT_CODES, type Schedule } from './contract.ts'
import type * as contract from './contract.ts'
import { reportStopped, reportScheduled } from './events.ts'
import { refuseStrangers } from './file.ts'
import { isComplete, nextDue } from './rhythm.ts'
import * as store from './store.ts'
import { filtersOn } from './due.ts'

/** Z1: every report in one list, with what the caller may do with it. */
export async function listReports(work: Work) {
  return {
    rows: REPORT_CODES.map((code) => {
      const { group, title, question, filters, can } = REPORTS[code]
      return {
        code,
        group,
        titleZh: title.zh,
        titleEn: title.en,
        questionZh: question.zh,
        questionEn: question.en,
        filters: [...filters],
        mayFile: can({}).every((permission) => may(work.by, permission)),
      }
    }),
    formats: [...FORMATS],
    mails: await mailsLeave(work),
  }
}

/** Letters of a schedule that its page shows. */
const LETTERS = 10

/**
 * Z3: sends a report from its next hour on. Whoever orders it is a person who may read it, because their right is asked
 * again at each letter (Z6); making it once proves its filters.
 */
export async function scheduleReport(
  work: Work,
  wish: Wish<typeof contract.scheduleReport>,
): Promise<Schedule> {
  const print = fingerprint(wish)
  const done = await store.lockSchedule(work.tx, wish.id)
  if (done && done.fingerprint !== print) throw new Refusal('report_schedule_id_reused')
  if (done) return shown(work, done)
  if (work.by.kind !== 'staff') throw new Refusal('not_allowed')
  refuseStrangers(work, { code: wish.report, filters: wish.filters })
  if (!isComplete(wish)) throw new Refusal('rhythm_incomplete', { path: 'rhythm' })
  await refuseFilters(work, wish)
  for (const [at, { staffId }] of wish.recipients.entries())
    if (!(await actorOfStaff(work, staffId)))
      throw new Refusal('recipient_unknown', { path: `recipients.${at}` })
  const people = new Set(wish.recipients.map((one) => one.staffId))
  if (people.size < wish.recipients.length) throw new Refusal('recipient_twice', { path: 'recipients' })
  const { recipients, ...row } = wish
  await store.insertSchedule(work, { ...row, fingerprint: print }, recipients)
  work.record(reportScheduled({ id: wish.id, report: wish.report, recipients: recipients.length }))
  const saved = await store.lockSchedule(work.tx, wish.id)
  if (!saved) throw new Refusal('report_schedule_unknown')
  return shown(work, saved)
}

/** Makes the report once to see that its filters are right; that there is nothing to show yet is no objection. */
async function refuseFilters(work: Work, wish: Wish<typeof contract.scheduleReport>): Promise<void> {
  const { zone } = await chain(work)
  try {
    await REPORTS[wish.report].make(work, filtersOn(wish, work.at, zone))
  } catch (no) {
    if (!(no instanceof Refusal) || no.code !== 'no_sales_yet') throw no
  }
}

export async function stopSchedule(
  work: Work,
  { id }: Wish<typeof contract.stopSchedule>,
): Promise<Schedule> {
  const found = await store.lockSchedule(work.tx, id)
  if (!found) throw new Refusal('report_schedule_unknown')
  if (found.stoppedAt !== null) return shown(work, found)
  await store.stop(work, id)
  work.record(reportStopped({ id }))
  return shown(work, { ...found, stoppedAt: work.at })
}

export async function listSchedules(work: Work, wish: Wish<typeof contract.listSchedules>) {
  const { rows, total } = await store.schedules(work.tx, {
    start: (wish.page - 1) * wish.rows,
    most: wish.rows,
  })
  return { rows: await allShown(work, rows), total }
}

async function shown(work: Work, row: store.ScheduleRow): Promise<Schedule> {
  const [one] = await allShown(work, [row])
  if (!one) throw new Refusal('report_schedule_unknown')
  return one
}

async function allShown(work: Work, rows: readonly store.ScheduleRow[]): Promise<Schedule[]> {
  const ids = rows.map((row) => row.id)
  const recipients = await store.recipients(work.tx, ids)
  const letters = await store.deliveries(work.tx, ids, LETTERS)
  const names = await namesOfStaff(
    work,
    recipients.map((one) => one.staffId),
  )
  const { zone } = await chain(work)
  const nameOf = (staffId: string) => names.get(staffId) ?? ''
  return rows.map(({ fingerprint: _, byId: _by, ...row }) => ({
    ...row,
    nextAt: row.stoppedAt === null ? nextDue(row, work.at, zone) : null,
    recipients: recipients
      .filter((one) => one.scheduleId === row.id)
      .map(({ staffId, email }) => ({ staffId, staffName: nameOf(staffId), email })),
    deliveries: letters
      .filter((one) => one.scheduleId === row.id)
      .map(({ scheduleId: _id, ...one }) => ({ ...one, staffName: nameOf(one.staffId) })),
  }))
}
