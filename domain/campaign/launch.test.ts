import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { sql } from 'kysely'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import { changeProfile, consent, showMember } from '#domain/member/contract'
import * as contract from './contract.ts'
import { campaignReport } from './contract/report.ts'
import { smsFile } from './contract/list.ts'
import { announceMailServer } from './index.ts'
import { drawArms } from './model.ts'
import { candidates } from './audience.ts'
import { assignments } from './store/campaigns.ts'

test('planning again with the same id gives the same draft; other words are refused', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 10 })
  const wish = {
    id: w.newId(),
    name: 'Spring',
    segmentId,
    channel: 'email' as const,
    subject: 'Hi',
    body: 'Tea',
  }
  const [first, second] = await Promise.all([1, 2].map(() => w.call(contract.planCampaign, wish)))
  expect(first).toEqual(second)
  expect(first).toMatchObject({ state: 'draft', controlShareBps: 2000, messages: { queued: 0, sent: 0 } })
  expect((await w.call(contract.listCampaigns, {})).total).toBe(1)
  const reply = await w.ask(contract.planCampaign, { ...wish, body: 'Coffee' })
  expect([reply.status, reply.body['code']]).toEqual([409, 'campaign_id_reused'])
})

// Each row breaks its own law and those below it: the answer must be the first one broken.
test('refusals of a plan come in order of precedence', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 3 })
  const taken = await draft(w, segmentId, { name: 'Taken' })
  const worst = { id: taken.id, name: 'taken', segmentId: w.newId(), channel: 'email' as const, subject: '' }
  const rows = [
    [worst, 'campaign_id_reused'],
    [{ ...worst, id: w.newId() }, 'segment_unknown'],
    [{ ...worst, id: w.newId(), segmentId, body: '{{ oops }}' }, 'name_taken'],
    [{ ...worst, id: w.newId(), segmentId, name: 'Free', body: '{{ oops }}' }, 'words_missing'],
    [
      { ...worst, id: w.newId(), segmentId, name: 'Free', subject: 'x', body: '{{ oops }}' },
      'template_broken',
    ],
  ] as const
  for (const [wish, code] of rows) expect((await w.ask(contract.planCampaign, wish)).body['code']).toBe(code)
})

test('a launch assigns everybody once, writes messages for the treated only, and never happens twice', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, {
    members: 60,
    consent: (at) => at % 3 !== 0,
    email: (at) => (at % 10 === 1 ? null : `m${at}@example.com`),
  })
  const { id, salt } = await draft(w, segmentId)
  const forecast = await w.call(contract.campaignForecast, { id })
  const replies = await Promise.all([1, 2].map(() => w.ask(contract.launchCampaign, { id })))
  expect(replies.map((r) => r.status).toSorted()).toEqual([200, 409])
  expect(replies.find((r) => r.status === 409)?.body['code']).toBe('already_launched')

  const launched = await w.call(contract.showCampaign, { id })
  expect(launched).toMatchObject({ state: 'launched', startsOn: '2026-03-02', endsOn: '2026-03-30' })
  expect([launched.treated, launched.control]).toEqual([48, 12])
  expect([forecast.treated, forecast.control, forecast.audience]).toEqual([48, 12, 60])
  const { messages } = launched
  expect((messages.queued ?? 0) + (messages.unreachable ?? 0)).toBe(48)
  expect(messages.unreachable).toBeGreaterThan(0)

  await w.work(async (work) => {
    const { memberIds, arms } = await assignments(work.tx, id)
    const again = new Map(
      drawArms(salt, 2000, await candidates(work, segmentId)).map((one) => [one.memberId, one.arm]),
    )
    expect(memberIds.map((member) => again.get(member))).toEqual(arms)
  })
  const rows = (await w.call(contract.listMessages, { id, rows: 200 })).rows
  expect(new Set(rows.map((row) => row.memberId)).size).toBe(48)
  expect((await w.ask(contract.campaignForecast, { id })).body['code']).toBe('already_launched')
})

test('refusals of a launch, and of what needs one', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 5 })
  const { id } = await draft(w, segmentId)
  const code = async (asked: Promise<{ body: Record<string, unknown> }>) => (await asked).body['code']
  expect(await code(w.ask(contract.launchCampaign, { id: w.newId() }))).toBe('campaign_unknown')
  await w.work((work) => announceMailServer(work, false))
  expect(await code(w.ask(contract.launchCampaign, { id }))).toBe('no_mail_server')
  expect((await w.call(contract.campaignForecast, { id })).warnings).toContain('no_mail_server')
  await w.work((work) => announceMailServer(work, true))
  const early = { id, startsOn: '2026-03-01' }
  expect(await code(w.ask(contract.launchCampaign, early))).toBe('starts_before_segment')
  w.clock.set('2026-03-10T02:00:00.000Z')
  const past = { id, startsOn: '2026-03-05' }
  expect(await code(w.ask(contract.launchCampaign, past))).toBe('past_start_for_sending')
  expect(await code(w.ask(campaignReport, { id }))).toBe('not_launched')
  expect(await code(w.ask(smsFile, { id }))).toBe('not_launched')
  await w.call(contract.launchCampaign, { id })
  expect(await code(w.ask(smsFile, { id }))).toBe('not_an_sms_campaign')
  expect(await code(w.anonymous.ask(contract.unsubscribe, { token: 'x' }))).toBe('token_unknown')
})

test('the database itself refuses a letter to the control group, a second one, a change after launch', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 20 })
  const { id } = await draft(w, segmentId)
  await w.call(contract.launchCampaign, { id })
  const insert = (memberId: string) =>
    w.work((work) =>
      sql`insert into campaign.message (id, campaign_id, member_id, channel, state, queued_at, next_try_at)
          values (${work.newId()}, ${id}, ${memberId}, 'email', 'queued', ${work.at}, ${work.at})`.execute(
        work.tx,
      ),
    )
  const { memberIds, arms } = await w.work((work) => assignments(work.tx, id))
  const one = (arm: string) => memberIds[arms.findIndex((own) => own === arm)] ?? ''
  await expect(insert(one('control'))).rejects.toThrow(/foreign key/)
  await expect(insert(one('treated'))).rejects.toThrow(/unique/)
  const change = (text: string) => w.work((work) => sql.raw(text).execute(work.tx))
  await expect(change(`update campaign.assignment set arm = 'treated'`)).rejects.toThrow(/append-only/)
  await expect(change(`update campaign.campaign set body = 'x'`)).rejects.toThrow(/K4/)
  await expect(
    change(`insert into campaign.assignment values ('${id}', '${w.newId()}', 'control', 0, 's')`),
  ).rejects.toThrow(/K1/)
})

test('the SMS file holds who may be texted, cannot be executed, and comes again the same', async () => {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, { members: 20, consent: (at) => at !== 3 })
  const { id } = await draft(w, segmentId, {
    channel: 'sms_file',
    subject: '',
    body: '{{ member.name }} 新茶到店',
  })
  const { treated } = await w.call(contract.launchCampaign, { id })
  const [first] = (await w.call(contract.listMessages, { id, state: 'queued' })).rows
  const memberId = first?.memberId ?? ''
  const { version } = await w.call(showMember, { id: memberId })
  const evil = { name: '=HYPERLINK("http://evil")', mobile: '+8613900000000' }
  await w.call(changeProfile, { id: memberId, version, ...evil })
  const rowsOf = (text: string) =>
    parse(text, { columns: true, bom: true }) as { mobile: string; text: string }[]
  const file = await w.ask(smsFile, { id })
  const rows = rowsOf(file.text)
  expect(rows.map((row) => row.text.slice(0, 6))).toContain(`'=HYPE`)
  expect(rows.every((row) => !/^[=+@-]/.test(row.text) && /^\+?\d+$/.test(row.mobile))).toBe(true)
  expect(rows.every((row) => row.text.endsWith('拒收请回复R'))).toBe(true)
  expect(rows.length).toBeGreaterThanOrEqual(treated - 1)
  expect((await w.ask(smsFile, { id })).text).toBe(file.text)
  expect((await w.call(contract.showCampaign, { id })).messages.exported).toBe(rows.length)

  const gone = people.find((one) => one.mobile === rows[1]?.mobile)
  const no = { consentId: w.newId(), channel: 'sms' as const, granted: false, textVersion: 'reply R' }
  w.clock.advance(60_000)
  await w.call(consent, { id: gone?.id ?? '', ...no })
  expect(rowsOf((await w.ask(smsFile, { id })).text)).toHaveLength(rows.length - 1)
  expect(file.headers['content-disposition']).toContain('.csv')
})
