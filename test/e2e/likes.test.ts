import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { uuidv7 } from '#base/id'
import { must } from '#base/must'
import { clubLink } from '#domain/club/contract/forum'
import { likeOffers } from '#domain/club/contract/likes'
import { enrolMember } from '#domain/member/contract'
import { publishProgram } from '#domain/program/contract'
import { memberCoupons } from '#domain/wallet/contract/coupon'
import { freshHouse } from './house.ts'
import { ask, at, PHONE, seen, tell, walk, type Reader } from './reader.ts'
import { goTo, openTheHouse, press } from './ways.ts'
import { en, filled, zh } from './words.ts'

const { likes } = zh
const TITLE = '集赞吃招牌菜'
const DISH = '招牌菜特价券'

beforeAll(() => {
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
}, 600_000)

const newId = () => uuidv7(Date.now(), randomBytes(16))

/** A dish at a special price in the program, and a member with a link of their own; answers who and the link. */
async function prepared(page: Page): Promise<Readonly<{ memberId: string; path: string }>> {
  const names = { nameZh: DISH, nameEn: 'Signature dish at ¥9.90' }
  const dish = { code: 'DISH', ...names, kind: 'amount', minor: 30_00 } as const
  const rules = { earning: { points: 1, perMinor: 100 }, prepaid: { pack: 'none' } } as const
  await tell(page, publishProgram, { id: newId(), document: { ...rules, coupons: [dish] } })
  const memberId = newId()
  await tell(page, enrolMember, { id: memberId, number: '9001', name: '钟子期', source: 'terminal' })
  return { memberId, path: (await ask(page, clubLink, { memberId })).path }
}

async function offer(page: Page): Promise<void> {
  // What the console knew of the program is from before it was published.
  await page.reload()
  await goTo(page, zh.shell.nav.club)
  await page.getByRole('link', { name: likes.title, exact: true }).click()
  await at(page, likes.title)
  await page.getByRole('button', { name: likes.add }).first().click()
  await at(page, likes.add)
  await page.getByLabel(likes.form.titleZh, { exact: true }).fill(TITLE)
  await page.getByLabel(likes.form.titleEn, { exact: true }).fill('Likes for our signature dish')
  await page.getByLabel(likes.form.wordsZh, { exact: true }).fill('转发好友点赞，集满即可 9.9 元享招牌菜。')
  await page.getByLabel(likes.form.needed, { exact: true }).fill('3')
  await page.getByLabel(likes.form.coupon, { exact: true }).click()
  await page.getByTitle(DISH, { exact: true }).click()
  await press(page, likes.form.make)
  await at(page, TITLE)
}

const narrow = async (page: Page) =>
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width)

/** The member begins by the own link and passes the page on; answers its address. */
async function begins({ page }: Reader, path: string): Promise<string> {
  await page.goto(`/${path}`)
  await page.getByRole('link', { name: '集赞有礼', exact: true }).click()
  await at(page, '集赞有礼')
  await press(page, '我要参加')
  await seen(page.getByRole('status'))
  await seen(page.getByRole('img', { name: '集赞页二维码' }))
  await narrow(page)
  await page.getByRole('link', { name: '打开集赞页' }).click()
  await at(page, TITLE)
  await seen(page.getByText('这是您自己的集赞页'))
  return page.url()
}

async function gives({ page }: Reader, shared: string, isZh: boolean): Promise<void> {
  await page.goto(shared)
  await seen(page.getByText(isZh ? '钟** 正在集赞' : '钟** is collecting likes'))
  await narrow(page)
  await page.getByRole('button', { name: isZh ? '为TA点赞' : 'Give a like' }).click()
  await seen(page.getByRole('status'))
  expect(await page.getByRole('button', { name: /点赞|Give a like/ }).count()).toBe(0)
}

test(
  'an owner offers a dish for three likes; a member passes the page on, three friends like it, the coupon is there',
  { timeout: 300_000 },
  async () => {
    const { owner, visit } = await freshHouse()
    const { page } = owner
    let [memberId, path, shared] = ['', '', '']
    await walk(owner, 'likes', async () => {
      await openTheHouse(page)
      ;({ memberId, path } = await prepared(page))
      await offer(page)
    })
    const own = await visit({ size: PHONE })
    await walk(own, 'likes-member', async () => {
      shared = await begins(own, path)
    })
    for (const [nth, language] of (['zh-CN', 'en', 'zh-CN'] as const).entries()) {
      const friend = await visit({ size: PHONE, language })
      await walk(friend, `likes-friend-${nth}`, () => gives(friend, shared, language === 'zh-CN'))
    }
    await walk(own, 'likes-unlocked', async () => {
      await own.page.goto(`/${path}/likes`)
      await seen(own.page.getByText('优惠券已放入您的会员账户'))
    })
    await walk(owner, 'likes-told', async () => {
      const { rows } = await ask(page, memberCoupons, { memberId })
      expect(rows.map(({ code, state }) => [code, state])).toEqual([['DISH', 'issued']])
      await page.reload()
      await at(page, TITLE)
      await seen(page.getByRole('row', { name: /钟子期.*3 \/ 3/ }))
    })
    const phone = await visit({ size: PHONE, language: 'en', as: await page.context().storageState() })
    await walk(phone, 'likes-phone', async () => {
      const [made] = (await ask(page, likeOffers, {})).rows
      await phone.page.goto('/like-offers')
      await at(phone.page, en.likes.title)
      await phone.page.getByRole('link', { name: made?.titleEn ?? '' }).click()
      await seen(phone.page.getByText(filled(en.likes.page.ofMost, { n: '100' })))
      await narrow(phone.page)
    })
  },
)
