import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

/** What the campaigns and journeys of a plan may cost together; null stops nothing. */
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
export async function launchedFrom(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ minor: number }>`
    select coalesce(sum(l.messages_minor + l.gifts_minor), 0)::bigint as minor
      from campaign.launch l
      join campaign.campaign c on c.id = l.campaign_id
      left join campaign.launch_decision d on d.launch_id = l.id
     where c.pot_id = ${id} and (l.way <> 'second_person' or d.approves)`.execute(tx)
  return rows[0]?.minor ?? 0
}

/**
 * What messages of journeys have cost a pot, in thousandths of a minor unit: those handed over by what they cost in
 * this currency, those on their way at this moment by their price; `but` are left out.
 */
export async function sentFrom(
  tx: Tx,
  of: Readonly<{ id: string; currency: string; at: Instant; but: readonly string[] }>,
): Promise<number> {
  const { rows } = await sql<{ milli: number }>`
    select coalesce(sum(case when m.state in ('sent', 'exported') then m.cost_milli
                             else c.message_cost_minor * 1000 end), 0)::bigint as milli
      from campaign.campaign c join campaign.message m on m.campaign_id = c.id
     where c.pot_id = ${of.id} and c.journey_id is not null
       and (m.state in ('sent', 'exported') and m.cost_currency = ${of.currency}
            or m.state = 'queued' and m.leased_until > ${of.at} and m.id <> all(${of.but}::uuid[]))`.execute(
    tx,
  )
  return rows[0]?.milli ?? 0
}

/** What journeys have given away from a pot can cost at the most. */
export async function givenFrom(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ minor: number }>`
    select coalesce(sum(minor), 0)::bigint as minor from campaign.pot_gift where pot_id = ${id}`.execute(tx)
  return rows[0]?.minor ?? 0
}

export async function insertGift(work: Work, of: Readonly<{ potId: string; minor: number }>): Promise<void> {
  await sql`
    insert into campaign.pot_gift (id, pot_id, minor, at)
    values (${work.newId()}, ${of.potId}, ${of.minor}, ${work.at})`.execute(work.tx)
}

/** How many messages of journeys wait because a pot cannot pay for them. */
export async function waitingFor(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ messages: number }>`
    select count(*)::int as messages
      from campaign.campaign c join campaign.message m on m.campaign_id = c.id
     where c.pot_id = ${id} and c.journey_id is not null
       and m.state = 'queued' and m.trouble = 'pot_empty'`.execute(tx)
  return rows[0]?.messages ?? 0
}

/**
 * Messages that waited for a pot are due at once. Those that a sender holds at this moment are left to it: it waits for
 * the pot, and sees what the pot has become.
 */
export async function letGo(work: Work, id: string): Promise<void> {
  await sql`
    update campaign.message set next_try_at = ${work.at}
     where id in (select m.id
                    from campaign.campaign c join campaign.message m on m.campaign_id = c.id
                   where c.pot_id = ${id} and c.journey_id is not null and m.state = 'queued'
                     and m.trouble = 'pot_empty'
                     for update of m skip locked)`.execute(work.tx)
}
