import { expect, test } from 'vitest'
import { receipts } from '../text/zh-CN/receipts.ts'
import type { Say } from '../words.ts'
import { stateWords } from './receipt-state.ts'

/** The real Chinese phrases, filled as the screen fills them. */
const say: Say = (word, values = {}) => {
  const [, part = '', name = ''] = word.split('.')
  const texts = receipts[part as 'how' | 'why'] as Readonly<Record<string, string>>
  return (texts[name] ?? word).replaceAll(/\{\{(\w+)\}\}/g, (_place, key: string) => String(values[key]))
}
const row = { memberId: 'm', code: null, finalPoints: null, body: { points: 12 } }
const words = (more: object) => stateWords({ ...row, outcome: null, ...more }, say, String)

test.each([
  ['not answered yet', {}, '尚未得到总部答复，联网后自动上传，不会丢失。'],
  ['of a stranger', { outcome: 'applied', memberId: null, finalPoints: 0 }, '总部已入账。'],
  ['with the points that were told', { outcome: 'applied', finalPoints: 12 }, '总部已入账，积分 12。'],
  ['with other points', { outcome: 'applied', finalPoints: 10 }, '总部已入账，积分 10（小票上预计 12）。'],
  ['known before', { outcome: 'duplicate', finalPoints: 12 }, '总部已入账，积分 12。'],
  ['put aside', { outcome: 'quarantined', code: 'device_revoked' }, /裁定后入账。 本机已被总部停用/],
  [
    'refused for a reason the till has no words for',
    { outcome: 'refused', code: 'x_y' },
    /没有入账.*原因代码：x_y$/,
  ],
])('a receipt %s is told so', (_what, more, told) => {
  expect(words(more)).toMatch(typeof told === 'string' ? new RegExp(`^${told}$`) : told)
})
