import { expect, test } from 'vitest'
import { z } from 'zod'
import { programDocument } from '#domain/program/contract'
import { en } from '../../text/en.ts'
import type { Field, Group } from '../field.ts'
import { choicesAt } from '../raw.ts'
import { BENEFIT, tierGroups, TIER_RULES } from './members.ts'
import { FORMS } from './parts.ts'

/** Where a field stands: list places as `[]`, so that each is named once. */
type Place = Readonly<{ path: string; field: Field }>

const joined = (...keys: readonly string[]): string => keys.filter((key) => key !== '').join('.')

function placesIn(groups: readonly Group[], at: string): readonly Place[] {
  return groups.flatMap((group) => group.fields.flatMap((field) => placesOf(field, at)))
}

function placesOf(field: Field, at: string): readonly Place[] {
  const path = joined(at, field.key)
  if (field.kind === 'rows') return placesIn([{ fields: field.fields }], joined(path, '[]'))
  if (field.kind === 'items') return placesIn(field.groups, joined(path, '[]'))
  if (field.kind === 'switched') return placesIn(field.groups, path)
  if (field.kind === 'names')
    return ['code', 'nameZh', 'nameEn'].map((key) => ({ path: joined(path, key), field }))
  if (field.kind === 'words') return ['zh', 'en'].map((key) => ({ path: joined(path, key), field }))
  return [{ path, field }]
}

const places: readonly Place[] = [
  ...Object.values(FORMS).flatMap((form) =>
    placesIn(form.groups, form.kind === 'items' ? joined(form.at, '[]') : form.at),
  ),
  ...(['money', 'count'] as const).flatMap((kept) => placesIn(tierGroups(false, kept), 'tiers.list.[]')),
  ...placesIn(TIER_RULES, 'tiers'),
  ...placesIn(BENEFIT, 'benefits.[]'),
  // Ticked in a table of their own.
  { path: 'benefits.[].tiers', field: { kind: 'tiers', key: 'tiers', label: 'forTiers' } },
]

type Node = Readonly<{ type?: string; properties?: Record<string, Node>; items?: Node; anyOf?: Node[] }>

/** Every place of the published schema that holds a value. */
function leavesOf(node: Node, at: string): readonly string[] {
  const held = node.anyOf?.find((one) => one.type !== 'null') ?? node
  if (held.properties)
    return Object.entries(held.properties).flatMap(([key, value]) => leavesOf(value, joined(at, key)))
  if (held.items?.properties) return leavesOf(held.items, joined(at, '[]'))
  return [at]
}

const schema = z.toJSONSchema(programDocument, { io: 'input' }) as Node // A schema of objects, lists and values.

test('the forms reach every place of the document, and no other', () => {
  const wanted = leavesOf(schema, '').filter((path) => path !== 'plans')
  const shown = new Set(places.map((one) => one.path))
  expect(wanted.length).toBeGreaterThan(200)
  expect(wanted.filter((path) => !shown.has(path))).toEqual([])
  expect([...shown].filter((path) => !wanted.includes(path))).toEqual([])
})

test('whatever can be chosen has its words', () => {
  const options = en.program.option as Readonly<Record<string, Readonly<Record<string, string>>>> // Asked by label.
  const chosen = places.filter(({ field }) => field.kind === 'choice' || field.kind === 'chips')
  expect(chosen.length).toBeGreaterThan(20)
  for (const { path, field } of chosen) {
    const values = choicesAt(path.split('.').map((key) => (key === '[]' ? 0 : key)))
    expect([path, Object.keys(options[field.label] ?? {}).toSorted()]).toEqual([path, values.toSorted()])
  }
})
