import { sql } from 'kysely'
import { test } from 'vitest'
import { campaignWorld, draft } from '#test/world/campaign'
import * as contract from './contract.ts'

test('scale', async () => {
  const w = await campaignWorld({ closing: 'by hand' })
  const n = 100_000
  const seg = w.newId()
  await w.work(async (work) => {
    const q = (t: string) => sql.raw(t).execute(work.tx)
    await q(`insert into member.member (id, fingerprint, number, source, joined_on, recorded_at, name, email, mobile)
      select gen_random_uuid(), '', 'B' || i, 'terminal', '2026-01-01', '2026-01-01', 'n' || i, 'm' || i || '@x.com', (13000000000 + i)::text from generate_series(1, ${n}) i`)
    await q(`insert into member.consent select gen_random_uuid(), id, c, true, 'v', 'staff', '2026-01-01' from member.member, (values ('email'), ('sms')) v(c)`)
    await q(`insert into insight.segment values ('${seg}', '', 'big', '{}', '2026-03-01', 24, ${n}, 0, '2026-03-01', null, 'x')`)
    await q(`insert into insight.segment_member select '${seg}', id, 1, '2026-02-01', 100, 1 + (random() * 4)::int, 1, 1, 'passerby', 'new' from member.member`)
    await q(`insert into insight.member_day select id, '2026-03-03', 1, 100 from member.member where random() < 0.3`)
  })
  const t = async <T>(what: string, f: () => Promise<T>) => {
    const s = performance.now()
    const r = await f()
    console.log(what, Math.round(performance.now() - s), 'ms', Math.round(process.memoryUsage().rss / 1e6), 'MB')
    return r
  }
  const d = await t('draft', () => draft(w, seg, { channel: 'sms_file', subject: '' }))
  const e = await draft(w, seg, { channel: 'record' })
  await t('launch', () => w.call(contract.launchCampaign, { id: d.id }))
  await t('launch2', () => w.call(contract.launchCampaign, { id: e.id }))
  await t('file', () => w.ask(contract.smsFile, { id: d.id }))
  await t('report', () => w.call(contract.campaignReport, { id: d.id }))
  await w.close()
}, 300_000)
