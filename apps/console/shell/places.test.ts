import { expect, test } from 'vitest'
import { paths } from '../paths.ts'
import { placeAt } from './places.tsx'

test('a page lights the place it belongs to most closely, and no other', () => {
  expect(placeAt('/members/0199')).toBe(paths.members())
  expect(placeAt('/members/applications/table')).toBe(paths.applications)
  expect(placeAt('/program/rehearsals/0199')).toBe(paths.rehearsals)
  expect(placeAt('/program/templates')).toBe(paths.program)
  expect(placeAt('/')).toBe(paths.overview)
  expect(placeAt('/content/new')).toBe(paths.campaigns)
  expect(placeAt('/journeys/lists')).toBe(paths.campaigns)
  expect(placeAt('/like-offers/0199')).toBe(paths.club)
  expect(placeAt('/nowhere')).toBeUndefined()
})
