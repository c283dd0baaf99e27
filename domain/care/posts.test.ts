import { expect, test } from 'vitest'
import { writeTopic } from '#domain/club/contract/forum'
import { clubWorld, linkedMember } from '#test/world/club'
import { memberHistory } from './contract/history.ts'

test('C45: what a member wrote in the forum stands in the contact history', async () => {
  const w = await clubWorld()
  const { id: memberId, token } = await linkedMember(w, '1')
  await w.anonymous.call(writeTopic, { id: w.newId(), token, title: '新品', body: '好用吗？' })
  const { rows } = await w.call(memberHistory, { memberId, types: ['post'] })
  expect(rows.map((one) => [one.type, one.direction, one.words.zh])).toEqual([
    ['post', 'in', '新品: 好用吗？'],
  ])
})
