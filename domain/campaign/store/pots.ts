import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'

/** What the campaigns of a plan may cost together; null stops nothing. */
export type Pot = Readonly<{ mostMinor: number | null }>

export async function lockPot(tx: Tx, id: string): Promise<Pot | undefined> {
  const { rows } = await sql<Pot>`
    select most_minor as "mostMinor" from campaign.pot where id = ${id} for update`.execute(tx)
  return rows[0]
}

export async function keepPot(work: Work, of: Pot & Readonly<{ id: string }>): Promise<void> {
  await sql`
    insert into campaign.pot (id, most_minor, kept_at) values (${of.id}, ${of.mostMinor}, ${work.at})
        on conflict (id) do update set most_minor = excluded.most_minor, kept_at = excluded.kept_at`.execute(
    work.tx,
  )
}

/** What was launched from a pot can cost at the most. */
export async function committedIn(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ minor: number }>`
    select coalesce(sum(l.messages_minor + l.gifts_minor), 0)::bigint as minor
      from campaign.launch l
      join campaign.campaign c on c.id = l.campaign_id
      left join campaign.launch_decision d on d.launch_id = l.id
     where c.pot_id = ${id} and (l.way <> 'second_person' or d.approves)`.execute(tx)
  return rows[0]?.minor ?? 0
}
