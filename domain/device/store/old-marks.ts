import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx } from '#db/work'
import type { OldMark } from '../model/answer.ts'

/** Numbers looked at for one answer at most: what is behind them is looked at for the next. */
const MOST_STEPS = 10_000

type Of = Readonly<{ deviceId: string; oldest: Instant }>

/**
 * From where each epoch's old mark stands, one number after the other while its row was written down before `oldest`:
 * a row that is missing or younger ends it, so each is looked at once in its life and one more for each answer.
 */
const walked = ({ deviceId, oldest }: Of) => sql`
  recursive walk as (
    select n.epoch, coalesce(m.mark, 0) as began, coalesce(m.mark, 0) as seq, 0 as steps
      from device.log l
     cross join lateral generate_series(1, l.epoch) as n (epoch)
      left join device.old_mark m on m.device_id = l.device_id and m.epoch = n.epoch
     where l.device_id = ${deviceId}
     union all
    select w.epoch, w.began, e.seq, w.steps + 1
      from walk w
      join device.event e on e.device_id = ${deviceId} and e.epoch = w.epoch and e.seq = w.seq + 1
                         and not e.other_branch
     where e.received_at < ${oldest}::timestamptz and w.steps < ${MOST_STEPS}
  ), reached as (select epoch, began, max(seq) as mark from walk group by epoch, began)`

/** Keeps how far it is by now; whoever calls has the till's log locked. */
export async function growOldMarks(tx: Tx, of: Of): Promise<void> {
  await sql`
    with ${walked(of)}
    insert into device.old_mark (device_id, epoch, mark)
    select ${of.deviceId}, epoch, mark from reached where mark > began
    on conflict (device_id, epoch) do update set mark = excluded.mark`.execute(tx)
}

/** X7: how far it is now, with the hash of the event there; nothing of an epoch whose first row is younger. */
export async function oldMarks(tx: Tx, of: Of): Promise<OldMark[]> {
  const { rows } = await sql<OldMark>`
    with ${walked(of)}
    select r.epoch, r.mark, e.hash as head
      from reached r
      join device.event e on e.device_id = ${of.deviceId} and e.epoch = r.epoch and e.seq = r.mark
                         and not e.other_branch
     order by r.epoch`.execute(tx)
  return rows
}
