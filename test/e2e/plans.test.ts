import { spawnSync } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { must } from '#base/must'
import { listPlans } from '#domain/planner/contract'
import { freshHouse } from './house.ts'
import { ask, at, PHONE, seen, walk } from './reader.ts'
import { goTo, openTheHouse, press } from './ways.ts'
import { en, zh } from './words.ts'

const { planner } = zh

beforeAll(() => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

async function plan411(page: Page): Promise<void> {
  await goTo(page, zh.shell.nav.campaigns)
  await page.getByRole('link', { name: planner.title, exact: true }).first().click()
  await at(page, planner.title)
  await page.getByRole('button', { name: planner.add }).first().click()
  await page.getByRole('menuitem', { name: planner.starts['411'] }).click()
  await at(page, planner.add)
  await press(page, planner.save)
  await seen(page.getByRole('heading', { name: '导入期' }))
  await seen(page.getByText('万人游蛇园'))
}

async function startIt(page: Page): Promise<void> {
  await press(page, planner.act.start)
  await page.getByRole('tooltip').getByRole('button').last().click()
  await seen(page.getByText(planner.state.running, { exact: true }).first())
}

test(
  'an owner lays “411”, starts it and copies it to next year; on a phone in English it fits',
  { timeout: 180_000 },
  async () => {
    const { owner, visit } = await freshHouse()
    const { page } = owner
    await walk(owner, 'plans', async () => {
      await openTheHouse(page)
      await plan411(page)
      await startIt(page)
      await press(page, planner.act.clone)
      await page.getByRole('tooltip').getByRole('button').last().click()
      await seen(page.getByRole('link', { name: planner.act.before }))
      const { rows } = await ask(page, listPlans, {})
      expect(rows.map((one) => one.state).toSorted()).toEqual(['draft', 'running'])
      expect(rows.map((one) => one.document.activities.length)).toEqual([4, 4])
    })
    const as = await page.context().storageState()
    const phone = await visit({ size: PHONE, language: 'en', as })
    await walk(phone, 'plans-phone', async () => {
      await phone.page.goto(new URL(page.url()).pathname)
      await seen(phone.page.getByRole('heading', { name: en.planner.waves }))
      expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
        PHONE.width,
      )
    })
  },
)
