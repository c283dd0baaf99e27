import { expect, test } from 'vitest'
import { initialsOf } from './pinyin.ts'

test.each([
  ['农夫山泉', 'nfsq'],
  ['可口可乐', 'kkkl'],
  ['伊利纯牛奶 250ml', 'ylcnn250ml'],
  ['张三', 'zs'],
  ['钟子期', 'zzq'],
  ['欧阳', 'oy'],
  ['啊', 'a'],
  ['座', 'z'],
  ['Anna', 'anna'],
  ['—', ''],
])('%s is typed as %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
