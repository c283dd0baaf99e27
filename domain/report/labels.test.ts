import { expect, test } from 'vitest'
import { launchCampaign, showCampaign } from '#domain/campaign/contract'
import { postList } from '#domain/campaign/contract/list'
import { saveSegment } from '#domain/insight/contract'
import { consent, enrolMember } from '#domain/member/contract'
import { recordSale } from '#domain/sale/contract'
import { campaignWorld, draft } from '#test/world/campaign'
import { pdfText } from '#test/world/pdf'
import type { TestWorld } from '#test/world/world'
import { postLabels } from './contract.ts'
import { wrapped } from './wrapped.ts'

/** A mail list of so many members with addresses; the first one lives far away. */
async function mailList(w: TestWorld, members: number): Promise<string> {
  for (let at = 0; at < members; at += 1) {
    const address = at === 0 ? `浙江省杭州市西湖区${'很长的路'.repeat(20)}1 号` : `人民路 ${at} 号`
    const words = {
      number: `P${at}`,
      name: `会员${at}`,
      source: 'terminal',
      address,
      postcode: '310000',
    }
    const { id } = await w.call(enrolMember, { id: w.newId(), ...words } as never)
    const wish = { id, consentId: w.newId(), channel: 'post', granted: true, textVersion: 'v1' }
    await w.call(consent, wish as never)
    await w.call(recordSale, {
      id: w.newId(),
      branchCode: 'S1',
      memberNumber: `P${at}`,
      happenedAt: '2026-03-01T02:00:00Z',
      lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: 100_00 }],
    } as never)
  }
  await w.settle()
  const segmentId = w.newId()
  await w.call(saveSegment, { id: segmentId, name: 'post', rule: {}, asOf: '2026-03-01' })
  const { id } = await draft(w, segmentId, { channel: 'post' })
  await w.call(launchCampaign, { id } as never)
  return id
}

test('C41: a mail list is printed as sheets of labels, everybody of the CSV on one, twice the same', async () => {
  const w = await campaignWorld()
  const id = await mailList(w, 40)
  const reply = await w.ask(postLabels, { id } as never)
  expect([reply.status, reply.headers['content-type']]).toEqual([200, 'application/pdf'])
  const texts = pdfText(reply.bytes)
  const csv = (await w.ask(postList, { id } as never)).bytes.toString()
  const names = Array.from({ length: 40 }, (_, at) => `会员${at}`).filter((name) => csv.includes(`,${name},`))
  expect(names.length).toBeGreaterThan(24)
  for (const name of names) expect(texts).toContain(`${name}（收）`)
  expect(texts.filter((text) => text === '310000')).toHaveLength(names.length)
  expect(reply.bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2)
  const after = await w.call(showCampaign, { id } as never)
  expect(after.messages).toMatchObject({ exported: names.length, queued: 0 })
  expect((await w.ask(postLabels, { id } as never)).bytes.length).toBe(reply.bytes.length)
  const cashier = await w.as('cashier')
  expect((await cashier.ask(postLabels, { id } as never)).body['code']).toBe('not_allowed')
  expect((await w.ask(postLabels, { id: w.newId() } as never)).body['code']).toBe('campaign_unknown')
})

test('an address goes on in the next line, and only what three lines cannot hold is cut', () => {
  const room = { width: 10, most: 3, measure: (text: string) => text.length }
  expect(wrapped('12 Long Road, Hangzhou', room)).toEqual(['12 Long', 'Road,', 'Hangzhou'])
  expect(wrapped('浙江省杭州市西湖区文三路很长的一段路', room)).toEqual([
    '浙江省杭州市西湖区文',
    '三路很长的一段路',
  ])
  expect(wrapped('一二三四五六七八九十'.repeat(4), room).at(-1)).toBe('一二三四五六七八九…')
  expect(wrapped('', room)).toEqual([])
})
