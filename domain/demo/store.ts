import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'
import type { STAGES } from './contract.ts'

export type Stage = (typeof STAGES)[number]
export type Tour = Readonly<{
  language: 'zh-CN' | 'en'
  stage: Stage
  firstFileId: string | null
  laterFileId: string | null
  segmentIds: string[]
  campaignId: string | null
}>

const columns = sql.raw(`
  language, stage, first_file_id as "firstFileId", later_file_id as "laterFileId", segment_ids as "segmentIds",
  campaign_id as "campaignId"`)

export async function insertTour(work: Work, row: { chainId: string; language: string }): Promise<void> {
  await sql`
    insert into demo.tour (chain_id, language, stage, started_at)
    values (${row.chainId}, ${row.language}, 'founded', ${work.at})`.execute(work.tx)
}

export async function tour(tx: Tx): Promise<Tour | undefined> {
  const { rows } = await sql<Tour>`select ${columns} from demo.tour`.execute(tx)
  return rows[0]
}

/** The tour, locked: of two processes one takes the next stage. */
export async function lockTour(tx: Tx): Promise<Tour | undefined> {
  const { rows } = await sql<Tour>`select ${columns} from demo.tour for update`.execute(tx)
  return rows[0]
}

export async function moveOn(work: Work, tour: Tour): Promise<void> {
  await sql`
    update demo.tour
       set stage = ${tour.stage}, first_file_id = ${tour.firstFileId}, later_file_id = ${tour.laterFileId},
           segment_ids = ${tour.segmentIds}::uuid[], campaign_id = ${tour.campaignId},
           ended_at = ${tour.stage === 'done' ? work.at : null}`.execute(work.tx)
}
