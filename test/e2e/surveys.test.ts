import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { uuidv7 } from '#base/id'
import { must } from '#base/must'
import { countAudience } from '#domain/insight/contract/audience'
import { enrolMember } from '#domain/member/contract'
import { me } from '#domain/org/contract'
import { recordSale } from '#domain/sale/contract'
import { surveyLink } from '#domain/survey/contract/results'
import { listSurveys } from '#domain/survey/contract/survey'
import { freshHouse } from './house.ts'
import { ask, at, PHONE, seen, tell, walk } from './reader.ts'
import { goTo, openTheHouse, press } from './ways.ts'
import { en, filled, zh } from './words.ts'

const { surveys, campaigns } = zh
const TITLE = '新茶喝得怎么样'

beforeAll(() => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

const newId = () => uuidv7(Date.now(), randomBytes(16))

/** Five members who agreed to letters and bought, each more than the one before; answers the best of them. */
async function buyers(page: Page): Promise<string> {
  const { branches } = await ask(page, me, {})
  const spent = [100_00, 200_00, 300_00, 400_00, 900_00]
  const people = spent.map((unitPriceMinor, at) => ({ id: newId(), number: `900${at}`, unitPriceMinor }))
  for (const { id, number, unitPriceMinor } of people) {
    const consent = { channels: ['email' as const], textVersion: 'v1' }
    const profile = { number, name: `伯牙${number}`, email: `m${number}@example.com` }
    await tell(page, enrolMember, { id, ...profile, source: 'terminal', consent })
    const lines = [{ productCode: 'T', quantity: 1, unitPriceMinor }]
    const sold = {
      branchCode: branches[0]?.code ?? '',
      happenedAt: new Date().toISOString(),
      memberNumber: number,
    }
    await tell(page, recordSale, { id: newId(), ...sold, lines })
  }
  // The best fifth can be told as soon as insight has read the sales.
  const params = { conditions: JSON.stringify({ is: 'score', of: 'm', among: [5] }) }
  const found = async () => {
    const reply = await page.request.get(`/api/v1${countAudience.path}`, { params })
    return countAudience.output.parse(await reply.json()).members
  }
  await expect.poll(found, { timeout: 60_000 }).toBe(1)
  return people[4]?.id ?? ''
}

async function write(page: Page): Promise<void> {
  const { form } = surveys
  const field = (label: string, language: 'zh' | 'en' = 'zh') =>
    page.getByLabel(filled(form.in[language], { label }), { exact: true })
  await goTo(page, zh.shell.nav.campaigns)
  await page.getByRole('link', { name: surveys.title, exact: true }).first().click()
  await at(page, surveys.title)
  await page.getByRole('button', { name: surveys.add }).first().click()
  await at(page, surveys.add)
  await field(form.title).fill(TITLE)
  await field(form.title, 'en').fill('How is the new tea')
  await field(form.text).fill('您觉得香气如何？')
  await field(filled(form.choice, { n: '1' })).fill('很香')
  await field(filled(form.choice, { n: '2' })).fill('一般')
  await press(page, zh.shell.save)
  await at(page, TITLE)
  await page.getByRole('button', { name: surveys.act.opened, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: surveys.act.opened, exact: true }).click()
  await seen(page.getByText(surveys.state.open, { exact: true }))
}

/** To the best fifth by spend; the draft shows the question with a link for each choice. */
async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: surveys.send.best, exact: true }).click()
  await at(page, campaigns.add)
  await press(page, campaigns.next)
  await seen(page.getByLabel(campaigns.message.body, { exact: true }))
  await seen(page.locator('.first-look').getByText('很香: '))
  await press(page, campaigns.next)
  await press(page, campaigns.control.save)
  await at(page, TITLE)
  await seen(page.getByText('很香: https://'))
  await page.getByRole('link', { name: surveys.send.open, exact: true }).click()
  await at(page, TITLE)
}

test(
  'an owner writes a survey, has it ready for the best fifth, and reads what a member tapped on a phone',
  { timeout: 300_000 },
  async () => {
    const { owner, visit } = await freshHouse()
    const { page } = owner
    let path = ''
    await walk(owner, 'surveys', async () => {
      await openTheHouse(page)
      const memberId = await buyers(page)
      await write(page)
      await send(page)
      const [survey] = (await ask(page, listSurveys, {})).rows
      path = (await ask(page, surveyLink, { surveyId: survey?.surveyId ?? '', memberId })).path
    })
    const member = await visit({ size: PHONE })
    await walk(member, 'surveys-member', async () => {
      await member.page.goto(`/${path}?a=1`)
      await at(member.page, TITLE)
      await seen(member.page.getByText('很香', { exact: true }))
      await press(member.page, '确认提交')
      await seen(member.page.getByRole('status'))
      expect(await member.page.getByRole('radio', { name: '很香' }).isChecked()).toBe(true)
    })
    const as = await page.context().storageState()
    const phone = await visit({ size: PHONE, language: 'en', as })
    await walk(phone, 'surveys-phone', async () => {
      await phone.page.goto('/surveys')
      await at(phone.page, en.surveys.title)
      await phone.page.getByRole('link', { name: 'How is the new tea' }).click()
      await seen(phone.page.getByText(filled(en.surveys.results.tooFew_one, { n: '1', fewest: '30' })))
      await seen(phone.page.getByRole('row', { name: /很香.*1/ }))
      const width = await phone.page.evaluate('document.documentElement.scrollWidth')
      expect(width).toBeLessThanOrEqual(PHONE.width)
    })
  },
)
