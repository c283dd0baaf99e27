import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { present } from '#base/must'
import { countAudience } from '#domain/insight/contract/audience'
import { saveSegment } from '#domain/insight/contract'
import { saleWish } from '#domain/sale/contract'
import { takeIn } from '#domain/sale/index'
import { answerSurvey } from '#domain/survey/contract/answers'
import { surveyResults } from '#domain/survey/contract/results'
import { saveSurvey, showSurvey, turnSurvey } from '#domain/survey/contract/survey'
import { outletsOf, sendAll } from '#test/world/carrier'
import { askable, asks, linkIn, openSurvey, QUESTIONS, sent, surveyWorld } from '#test/world/survey'
import type { TestWorld } from '#test/world/world'
import { campaignForecast, listMessages, planCampaign } from './contract.ts'
import { keepRespect } from './contract/respect.ts'

const troubles = async (w: TestWorld, id: string) => {
  const { rows } = await w.call(listMessages, { id })
  return rows.map((one) => one.trouble ?? one.state).toSorted()
}

/** More messages than the cap of a test would let through. */
const uncapped = (w: TestWorld) =>
  w.call(keepRespect, { quietFrom: 0, quietTo: 0, capMessages: 100, capDays: 7 })

describe('K22 a campaign that asks a survey (C40)', () => {
  test('sends each member links of their own, a line for a choice, only where surveys were agreed to', async () => {
    const w = await surveyWorld()
    const { segmentId } = await askable(w, { members: 3, agrees: (at) => at !== 1 })
    const { surveyId } = await openSurvey(w)
    const { id } = await asks(w, { segmentId, surveyId })
    const mails = await sent(w)
    expect(mails.map((one) => one.to).toSorted()).toEqual(['13800000000', '13800000002'])
    const [first, second] = mails.map(({ text }) => text)
    const { path, no, token } = linkIn(first ?? '')
    expect(first?.split('\n').slice(0, 4)).toEqual([
      expect.stringMatching(/^会员\d，您多久用一次？$/),
      `每天: https://shop.example${path}?a=1`,
      `偶尔: https://shop.example${path}?a=2`,
      expect.stringContaining(`没用过: https://shop.example${path}?a=3`),
    ])
    expect(linkIn(second ?? '').token).not.toBe(token)
    expect(await troubles(w, id)).toEqual(['no_consent', 'sent', 'sent'])
    await w.anonymous.call(answerSurvey, { no, token, replies: [{ question: 1, value: 1 }] })
    const shown = await w.call(showSurvey, { surveyId })
    expect([shown.invited, shown.answered]).toEqual([2, 1])
  })

  test('holds its control group back, and asks nobody by a message that came to nothing', async () => {
    const w = await surveyWorld()
    const { segmentId } = await askable(w, { members: 10 })
    const { surveyId } = await openSurvey(w)
    const { control } = await asks(w, { segmentId, surveyId }, { controlShareBps: 2000 })
    const refused = ['13800000000', '13800000001', '13800000002', '13800000003']
    const mails = await sent(w, refused)
    const { invited } = await w.call(showSurvey, { surveyId })
    expect([control, invited]).toEqual([2, mails.length])
    expect(mails.length).toBeLessThan(8)
    const { groups } = await w.call(surveyResults, { surveyId })
    expect(groups.map((one) => [one.by, one.invited])).toContainEqual(['segment', mails.length])
  })

  test('is refused without a way to answer, by a list, for another purpose, and before it is open', async () => {
    const w = await surveyWorld()
    const { segmentId } = await askable(w, { members: 1 })
    const { surveyId } = await openSurvey(w)
    const draft = w.newId()
    const words = { surveyId: draft, purpose: 'wishes' as const, closesOn: '2026-06-30', document: QUESTIONS }
    await w.call(saveSurvey, { id: w.newId(), ...words })
    const wish = {
      segmentId,
      surveyId,
      channel: 'email' as const,
      purpose: 'survey' as const,
      subject: '{{ survey.title }}',
      body: '{{ survey.answers }}',
    }
    const code = async (wrong: object) => {
      const planned = { id: w.newId(), name: w.newId(), ...wish, ...wrong }
      return (await w.ask(planCampaign, planned)).body['code'] ?? 'taken'
    }
    expect(await code({ channel: 'post', purpose: 'marketing', surveyId: draft, body: '请作答' })).toBe(
      'survey_unfit',
    )
    expect(await code({ purpose: 'marketing', surveyId: draft, body: '请作答' })).toBe('survey_unfit')
    expect(await code({ surveyId: w.newId(), body: '请作答' })).toBe('survey_unknown')
    expect(await code({ surveyId: draft, body: '请作答' })).toBe('survey_closed')
    expect(await code({ body: '请作答：{{ survey.question }}' })).toBe('survey_link_missing')
    expect(await code({ surveyId: undefined })).toBe('template_broken')
    const each = '{% for one in survey.choices %}{{ one.text }} {{ one.link }}\n{% endfor %}'
    expect(await code({ body: each })).toBe('taken')
    expect(await code({ body: '{{ survey.link }}' })).toBe('taken')
  })

  test('shows its words before it is sent, and goes to nobody once the survey is closed', async () => {
    const w = await surveyWorld()
    const { segmentId } = await askable(w, { members: 2 })
    const { surveyId } = await openSurvey(w)
    const planned = { segmentId, surveyId, channel: 'sms' as const, purpose: 'survey' as const }
    const first = await asks(w, { segmentId, surveyId })
    const again = { id: w.newId(), name: 'Once more', ...planned, body: '{{ survey.answers }}' }
    await w.call(planCampaign, { ...again, carrierId: present(first.carrierId ?? undefined, 'test') })
    const { sample } = await w.call(campaignForecast, { id: again.id })
    expect(sample[0]?.body).toContain('每天: https://…/survey/…?a=1')
    await w.call(turnSurvey, { id: w.newId(), surveyId, act: 'closed' })
    expect(await sent(w)).toEqual([])
    expect(await troubles(w, first.id)).toEqual(['survey_closed', 'survey_closed'])
  })
})

describe('V5 product-use enquiries', () => {
  test('reach a member once a quarter, whatever else is asked, and again in the next one', async () => {
    const w = await surveyWorld()
    await uncapped(w)
    const { segmentId } = await askable(w, { members: 3 })
    const [cream, tea, wishes] = [
      await openSurvey(w),
      await openSurvey(w),
      await openSurvey(w, { purpose: 'wishes' }),
    ]
    await asks(w, { segmentId, surveyId: cream.surveyId })
    expect((await sent(w, ['13800000002'])).length).toBe(2)
    const second = await asks(w, { segmentId, surveyId: tea.surveyId })
    // Whom the first one did not reach was not asked by it.
    expect((await sent(w)).map((one) => one.to)).toEqual(['13800000002'])
    expect(await troubles(w, second.id)).toEqual(['asked_this_quarter', 'asked_this_quarter', 'sent'])
    await asks(w, { segmentId, surveyId: wishes.surveyId })
    expect((await sent(w)).length).toBe(3)
    w.clock.set('2026-04-01T02:00:00.000Z')
    await asks(w, { segmentId, surveyId: tea.surveyId })
    expect((await sent(w)).length).toBe(3)
    const forced = w.work(({ tx }) =>
      sql`insert into survey.invitation (message_id, survey_id, member_id, quarter, enquiry, at)
          select gen_random_uuid(), survey_id, member_id, quarter, true, now()
            from survey.invitation where enquiry and not undone limit 1`.execute(tx),
    )
    await expect(forced).rejects.toThrow('enquiry_once')
  })

  test('that had to wait for the next quarter count in that one', async () => {
    const w = await surveyWorld()
    await uncapped(w)
    const { segmentId } = await askable(w, { members: 1 })
    w.clock.set('2026-03-31T02:00:00.000Z')
    const first = await openSurvey(w)
    const second = await openSurvey(w)
    await asks(w, { segmentId, surveyId: first.surveyId })
    await sendAll(
      w,
      outletsOf(async () => ({ outcome: 'later', trouble: 'busy' })),
    )
    w.clock.set('2026-04-01T02:00:00.000Z')
    expect((await sent(w)).length).toBe(1)
    const late = await asks(w, { segmentId, surveyId: second.surveyId })
    expect(await sent(w)).toEqual([])
    expect(await troubles(w, late.id)).toEqual(['asked_this_quarter'])
  })

  test('by two surveys at the same moment reach a member once', async () => {
    const w = await surveyWorld()
    await uncapped(w)
    const { segmentId } = await askable(w, { members: 8 })
    for (const { surveyId } of [await openSurvey(w), await openSurvey(w)])
      await asks(w, { segmentId, surveyId })
    const mails = (await Promise.all([sent(w), sent(w), sent(w)])).flat()
    expect(mails.map((one) => one.to).toSorted()).toEqual(
      Array.from({ length: 8 }, (_, at) => String(13_800_000_000 + at)),
    )
  })
})

test('a change of benefits is asked of the best fifth by spend before it is published (C40)', async () => {
  const w = await surveyWorld()
  const { segmentId: all, people } = await askable(w, { members: 10 })
  const best = people.slice(0, 2)
  const more = best.map((one) =>
    saleWish.parse({
      id: w.newId(),
      branchCode: 'S1',
      memberNumber: one.number,
      happenedAt: '2026-03-01T03:00:00Z',
      lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: 900_00 }],
    }),
  )
  await w.work((work) => takeIn(work, more, { source: 'import' }))
  await w.settle()
  const segmentId = w.newId()
  const conditions = { is: 'score' as const, of: 'm' as const, among: [5] }
  await w.call(saveSegment, { id: segmentId, name: '消费额前 20%', rule: {}, conditions, asOf: '2026-03-01' })
  const { surveyId } = await openSurvey(w, { purpose: 'benefit_preference' })
  await asks(w, { segmentId, surveyId })
  expect((await sent(w)).map((one) => one.to).toSorted()).toEqual(best.map((one) => one.mobile))
  expect((await w.call(countAudience, { conditions, asOf: '2026-03-01' })).members).toBe(2)
  expect(all).not.toBe(segmentId)
})
