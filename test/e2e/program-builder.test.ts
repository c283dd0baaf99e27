import { spawnSync } from 'node:child_process'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { must } from '#base/must'
import { showProgram } from '#domain/program/contract'
import { launch } from '#tools/chromium'
import { startProgram } from '#tools/program'
import { ask, at, reader, seen, walk } from './reader.ts'
import { goTo, openTheHouse, press } from './ways.ts'
import { filled, zh } from './words.ts'

const words = zh.program

beforeAll(() => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

test(
  'an owner builds 10 points per 100 yuan, double on Wednesdays for gold, and a birthday coupon, from a template',
  { timeout: 180_000 },
  async () => {
    const program = await startProgram({})
    onTestFinished(async () => expect(await program.stop()).toBe(0))
    const browser = await launch()
    onTestFinished(() => browser.close())
    const owner = await reader(browser, { address: program.address })
    const { page } = owner
    await walk(owner, 'opening', () => openTheHouse(page))

    await walk(owner, 'building', async () => {
      await goTo(page, zh.shell.nav.program)
      await at(page, words.title)
      await press(page, words.template.title)
      await at(page, words.template.title)
      await press(page, `${words.template.use} 三级会员与生日券`)
      await at(page, words.title)

      await press(page, filled(words.editPart, { part: words.part.earning }))
      const drawer = page.getByRole('dialog')
      await drawer.getByLabel(words.field.perMinor, { exact: true }).fill('100')
      await drawer.getByLabel(words.field.gives, { exact: true }).first().fill('10')
      await drawer.getByRole('button', { name: words.form.add, exact: true }).first().click()
      await drawer.getByRole('button', { name: '金卡会员', exact: true }).click()
      await drawer.getByRole('button', { name: '周三', exact: true }).click()
      await drawer.getByRole('button', { name: words.form.close, exact: true }).last().click()

      await press(page, words.draft.review)
      await page.getByRole('dialog').getByRole('button', { name: words.form.publish, exact: true }).click()
      await seen(page.getByText(filled(words.form.published, { version: '1' })))
    })

    const { live } = await ask(page, showProgram, {})
    expect(live.version).toBe(1)
    expect(live.document).toMatchObject({
      earning: {
        points: 10,
        perMinor: 100_00,
        multipliers: [{ times: 20_000, tiers: ['GOLD'], weekdays: [3] }],
      },
      coupons: [{ code: 'BIRTHDAY-20', kind: 'amount', minor: 20_00 }],
      claims: [{ occasion: 'birthday', couponCode: 'BIRTHDAY-20' }],
    })
    expect(live.document.tiers.list.map((tier) => tier.code)).toEqual(['MEMBER', 'SILVER', 'GOLD'])
  },
)
