import { spawnSync } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { must } from '#base/must'
import { listMembers } from '#domain/member/contract'
import { keepForm } from '#domain/member/contract/form'
import { freshHouse } from './house.ts'
import { ask, at, PHONE, seen, walk } from './reader.ts'
import { openTheHouse, press } from './ways.ts'
import { filled, zh } from './words.ts'

const { applications, join, members } = zh
const { places } = applications
const NAME = '扫码入会表'

beforeAll(() => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

async function aForm(page: Page): Promise<void> {
  const { origin } = new URL(page.url())
  const data = {
    version: 0,
    nameZh: NAME,
    nameEn: 'Join by code',
    source: 'qr',
    fields: [
      { field: 'name', required: true },
      { field: 'mobile', required: true },
    ],
    consentZh: '我同意贵店处理以上信息。',
    consentEn: 'I agree that you process these data.',
    consentVersion: '1',
  }
  const path = `/api/v1${keepForm.path.replace(':code', 'scan')}`
  const reply = await page.request.put(path, { data, headers: { origin } })
  must(reply.ok(), 'test: the form is kept')
}

/** Ten tables, as the window proposes them. */
async function hangUp(page: Page): Promise<void> {
  await page.goto('/members/applications/scan')
  await at(page, NAME)
  await press(page, places.add)
  await page.getByRole('dialog').getByRole('button', { name: places.add, exact: true }).click()
  await seen(page.getByText('10 号桌'))
  await page.getByRole('link', { name: places.print, exact: true }).click()
  await at(page, places.sheet)
  await expect.poll(() => page.locator('.code-card').count()).toBe(10)
}

test(
  'an owner prints codes for tables; whoever joins at table 8 is seen to have come from there (C44)',
  { timeout: 300_000 },
  async () => {
    const { owner, visit } = await freshHouse()
    const { page } = owner
    await walk(owner, 'places', async () => {
      await openTheHouse(page)
      await aForm(page)
      await hangUp(page)
    })
    const guest = await visit({ size: PHONE })
    await walk(guest, 'places-guest', async () => {
      await guest.page.goto('/join/scan?s=table8')
      await at(guest.page, NAME)
      await guest.page.getByLabel(members.field.name, { exact: true }).fill('钟子期')
      await guest.page.getByLabel(members.field.mobile, { exact: true }).fill('13800138008')
      await guest.page.getByRole('checkbox', { name: join.agreed }).check()
      await press(guest.page, join.send)
      await at(guest.page, join.thanks)
    })
    await walk(owner, 'places-member', async () => {
      const { rows } = await ask(page, listMembers, { q: '钟子期' })
      await page.goto(`/members/${rows[0]?.id}`)
      await at(page, '钟子期')
      await seen(page.getByText(`${zh.parts.source.qr} / 8 号桌`, { exact: true }))
      await page.goto('/members/applications/scan')
      await seen(page.getByText(filled(places.figures, { returned: '1', enrolled: '1' })))
    })
  },
)
