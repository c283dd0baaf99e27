import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Medium } from '#domain/member/model/consent'
import type { CarrierSettings, CarrierTemplate } from '../contract/carrier.ts'

export type CarrierRow = Readonly<{
  id: string
  name: string
  medium: Medium
  settings: CarrierSettings
  templates: CarrierTemplate[]
  perThousandMinor: number
  currency: string
  ratePerSecond: number
  active: boolean
  secretEnd: string
  keptAt: Instant
}>

/** The last characters only: the secret itself never leaves by this way. */
const columns = sql.raw(`
  c.id, c.name, c.medium, c.settings, c.templates, c.per_thousand_minor as "perThousandMinor", c.currency,
  c.rate_per_second as "ratePerSecond", c.active, right(s.secret, least(4, length(s.secret) / 4)) as "secretEnd",
  c.kept_at as "keptAt"`)

export async function carriers(tx: Tx, ids: readonly string[] | null): Promise<CarrierRow[]> {
  const only = ids === null ? sql`` : sql`where c.id = any(${ids}::uuid[])`
  const { rows } = await sql<CarrierRow>`
    select ${columns} from campaign.carrier c join campaign.carrier_secret s on s.carrier_id = c.id ${only}
     order by c.active desc, lower(c.name)`.execute(tx)
  return rows
}

/** For the hand-off alone. */
export async function secretOf(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ secret: string }>`
    select secret from campaign.carrier_secret where carrier_id = ${id}`.execute(tx)
  return rows[0]?.secret
}

export async function nameHolder(tx: Tx, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from campaign.carrier where lower(name) = lower(${name})`.execute(tx)
  return rows[0]?.id
}

type Kept = Omit<CarrierRow, 'secretEnd' | 'keptAt'>

export async function keepCarrier(work: Work, row: Kept, secret: string | undefined): Promise<void> {
  await sql`
    insert into campaign.carrier (id, name, medium, provider, settings, templates, per_thousand_minor, currency,
      rate_per_second, active, kept_at, by_id)
    values (${row.id}, ${row.name}, ${row.medium}, ${row.settings.provider}, ${JSON.stringify(row.settings)}::jsonb,
      ${JSON.stringify(row.templates)}::jsonb, ${row.perThousandMinor}, ${row.currency}, ${row.ratePerSecond},
      ${row.active}, ${work.at}, ${work.by.id})
        on conflict (id) do update
       set name = excluded.name, settings = excluded.settings, templates = excluded.templates,
           per_thousand_minor = excluded.per_thousand_minor, currency = excluded.currency,
           rate_per_second = excluded.rate_per_second, active = excluded.active, kept_at = excluded.kept_at,
           by_id = excluded.by_id`.execute(work.tx)
  if (secret === undefined) return
  await sql`
    insert into campaign.carrier_secret (carrier_id, secret) values (${row.id}, ${secret})
        on conflict (carrier_id) do update set secret = excluded.secret`.execute(work.tx)
}
