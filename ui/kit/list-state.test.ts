import { expect, test } from 'vitest'
import { LIST_ROWS, listPath, readList, writeList } from './list-state.ts'

test('an address that makes no sense shows the list as usual', () => {
  expect(readList({ page: -3, rows: 'many', filters: [1, { field: 'x' }], q: {} })).toEqual({
    q: '',
    page: 1,
    rows: LIST_ROWS,
    sort: undefined,
    descending: undefined,
    filters: [],
  })
})

test('a page never asks for more rows than a list may have', () => {
  expect(readList({ rows: 5_000 }).rows).toBe(200)
})

test('a phone number that the address reads as a number is still searched as text', () => {
  expect(readList({ q: 13800000000 }).q).toBe('13800000000')
})

test('what is written is read back the same', () => {
  const state = {
    q: '王',
    page: 3,
    rows: 50,
    sort: 'name',
    descending: false,
    filters: [{ field: 'gender', op: 'is', value: 'female' }],
  }
  expect(readList(writeList(state))).toEqual(state)
})

test('a link to what is behind a number keeps its own parameters beside the list', () => {
  expect(listPath('/members', {})).toBe('/members')
  const link = new URL(listPath('/sales', { day: '2026-01-02', page: 1, filters: [] }), 'http://x')
  expect(link.search).toBe('?day=2026-01-02')
})
