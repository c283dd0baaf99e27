import { expect, test } from 'vitest'
import { Refusal } from '#base/refusal'
import { refusalOf } from './problem.ts'

const trouble = (code: string, syscall?: string) =>
  Object.assign(new Error(`${syscall} ${code}`), { code, syscall })

test('a database that has ended, is ending or is not there yet is their trouble, and passes', () => {
  for (const code of ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '53300', '08006'])
    expect(refusalOf(trouble(code))).toEqual(new Refusal('try_later'))
  expect(refusalOf(trouble('ENOENT', 'connect'))).toEqual(new Refusal('try_later'))
  expect(refusalOf(new Error('Connection terminated unexpectedly'))).toEqual(new Refusal('try_later'))
})

test('what nobody knows is our own fault', () => {
  expect(refusalOf(trouble('ENOENT', 'open'))).toBeNull()
  expect(refusalOf(trouble('42P01'))).toBeNull()
  expect(refusalOf(new Error('what'))).toBeNull()
})
