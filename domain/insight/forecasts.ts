import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { ask } from '#db/jobs'
import type { Work } from '#db/work'
import { membersById, withdrawnMembers } from '#domain/member/index'
import type * as contract from './contract/forecast.ts'
import * as days from './store/days.ts'
import * as store from './store/forecasts.ts'

export const FORECAST_JOB = 'insight.forecast'

const shown = ({ asOf: _, ...run }: store.Run) => run

/** The newest forecast with its proof, and how far the next has come. */
export async function forecast(work: Work) {
  const known = await days.knownDays(work.tx)
  if (!known) throw new Refusal('no_sales_yet')
  const run = await store.newest(work.tx)
  const found = await store.told(work.tx)
  return { lastSaleDay: known.last, run: run ? shown(run) : null, told: found?.told ?? null }
}

/** Asked for once, whoever asks again; it runs beside everything else (G16). */
export async function askFor(work: Work, { id }: Wish<typeof contract.askForecast>) {
  if (!(await days.knownDays(work.tx))) throw new Refusal('no_sales_yet')
  await store.insert(work, id)
  ask(work, FORECAST_JOB)
  return shown(present(await store.byId(work.tx, id), 'G16: what was asked for is kept'))
}

const part = (bps: number | undefined, usual: number): number => (bps === undefined ? usual : bps / 10_000)

/** The members behind a figure of the forecast; whoever has left us since is in none. */
export async function members(work: Work, wish: Wish<typeof contract.forecastMembers>) {
  const found = await store.told(work.tx)
  if (!found) return { rows: [], total: 0, asOf: null, days: 0 }
  const { rows, total } = await store.members(
    work.tx,
    {
      id: found.id,
      gone: await withdrawnMembers(work),
      buys: [part(wish.buysFromBps, 0), part(wish.buysToBps, 1)],
      alive: [part(wish.aliveFromBps, 0), part(wish.aliveToBps, 1)],
    },
    {
      sort: wish.sort,
      descending: wish.descending,
      from: (wish.page - 1) * wish.rows,
      most: wish.rows,
    },
  )
  const ids = rows.map((row) => row.memberId)
  const people = new Map((await membersById(work, ids)).map((one) => [one.id, one]))
  const named = rows.map((row) => {
    const one = people.get(row.memberId)
    return { ...row, number: one?.number ?? '', name: one?.name ?? '' }
  })
  return { rows: named, total, asOf: found.told.asOf, days: found.told.days }
}

/** One member's forecast; null where there is none, or none of her. */
export async function ofMember(work: Work, { memberId }: Wish<typeof contract.memberForecast>) {
  const found = await store.told(work.tx)
  const row = found && (await store.ofMember(work.tx, found.id, memberId))
  return { asOf: found?.told.asOf ?? null, days: found?.told.days ?? 0, forecast: row ?? null }
}
