import { expect, test } from 'vitest'
import { PASSWORD, world } from '#test/world/world'

const wish = {
  chain: { name: 'Tea' },
  branch: { code: 'S1', name: 'First' },
  owner: { login: 'boss', name: 'Boss', password: PASSWORD },
}

test('a chain is founded once, even by two who try at the same moment', async () => {
  const w = await world({ bare: true })
  const replies = await Promise.all([1, 2, 3].map(() => w.anonymous.post('/set-up', wish)))
  expect(replies.map((r) => r.status).sort()).toEqual([200, 409, 409])
  const again = await w.anonymous.post('/set-up', wish)
  expect(again.body).toMatchObject({ code: 'already_set_up', status: 409 })
  await w.audit()
})

test('before set-up the chain question says so, and afterwards only what a sign-in page needs', async () => {
  const w = await world({ bare: true })
  expect((await w.anonymous.get('/chain')).body).toEqual({
    setUp: false,
    name: null,
    language: null,
    currency: null,
  })
  await w.anonymous.post('/set-up', wish)
  expect((await w.anonymous.get('/chain')).body).toEqual({
    setUp: true,
    name: 'Tea',
    language: 'zh-CN',
    currency: 'CNY',
  })
})
