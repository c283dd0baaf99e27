import { afterEach, expect, test, vi } from 'vitest'
import { launchCampaign } from '#domain/campaign/contract'
import { campaignReport } from '#domain/campaign/contract/report'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import { run } from './campaign.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('the command line tells what the console tells, as JSON and in lines of either language', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 10 })
  const { id, name } = await draft(w, segmentId, { channel: 'record' })
  vi.stubEnv('DATABASE_URL', w.url)
  vi.stubEnv('LC_ALL', 'zh_CN.UTF-8')
  const said: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  const errors: string[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => errors.push(String(text)) > 0)

  expect(await run(['report', id, '--json'])).toBe(1)
  expect(errors.join('')).toContain('尚未启动')
  await w.call(launchCampaign, { id })
  expect(await run(['report', id, '--json'])).toBe(0)
  const told = JSON.parse(said.at(-1) ?? '') as unknown
  expect(told).toEqual(await w.call(campaignReport, { id }))
  expect(await run(['report', id])).toBe(0)
  expect(said.at(-1)).toContain(name)
  expect(said.at(-1)).toMatch(/活动组 \/ 对照组 +8 \/ 2/)
  vi.stubEnv('LC_ALL', 'C')
  expect(await run(['report', id])).toBe(0)
  expect(said.at(-1)).toMatch(/treated \/ held out +8 \/ 2/)

  expect(await run(['report', w.newId()])).toBe(1)
  expect(await run(['report', 'nonsense'])).toBe(2)
  expect(await run(['show', id])).toBe(2)
  expect(await run(['report'])).toBe(2)
})
