import type { en } from '../text/en.ts'
import type { Raw } from './raw.ts'

/** What stands beside a field; the catalogue has it under `program.field`. */
export type Label = keyof typeof en.program.field
export type Hint = keyof typeof en.program.hint

type Common = Readonly<{
  key: string
  label: Label
  hint?: Hint
  /** Shown only where the item says something that makes sense of it. */
  when?: (item: Raw) => boolean
  /** Nothing typed means that the key is not there at all, where the schema has no null for it. */
  absent?: boolean
}>

const PLAIN = [
  'count',
  'money',
  /** What is taken off, written 9.5折 or 5% off. */
  'off',
  'share',
  /** So many times. */
  'times',
  'text',
  /** Both names and the code: one field, the rest folded away. */
  'names',
  /** A longer text in both languages. */
  'words',
  'flag',
  'choice',
  /** Several of a short list. */
  'chips',
  'day',
  'weekdays',
  'month',
  'tiers',
  'tier',
  'coupon',
  'coupons',
  'pass',
  'product',
  'products',
  'categories',
  'branches',
  'tags',
] as const
type PlainKind = (typeof PLAIN)[number]

type Plain = Common & Readonly<{ kind: PlainKind; unit?: Unit }>
export type Unit = keyof typeof en.program.unit

type Listed = Common & Readonly<{ fields: readonly Field[]; given?: Raw }>
/** Rows stand open one below the other; items are sentences that open one at a time. */
export type RowsField = Listed & Readonly<{ kind: 'rows' }>
export type ItemsField = Common &
  Readonly<{
    kind: 'items'
    /** Where the group's own title says it. */
    untitled?: boolean
    groups: readonly Group[]
    given?: Raw
    starts?: readonly Start[]
  }>
/** A rule that is there as a whole or not at all. */
export type SwitchedField = Common & Readonly<{ kind: 'switched'; groups: readonly Group[]; given?: Raw }>
export type Field = Plain | RowsField | ItemsField | SwitchedField

/** One usual way to begin an item, so that nobody starts at an empty form. */
export type Start = Readonly<{ label: Label; given: Raw }>

/** Fields that belong together; folded ones are a touch away. */
export type Group = Readonly<{ title?: Label; folded?: boolean; fields: readonly Field[] }>

type More = Partial<Omit<Plain, 'key' | 'kind'>>
/** The key names its own label where the catalogue has one. */
type Told<K extends string> = K extends Label ? [more?: More] : [more: More & Readonly<{ label: Label }>]

const plain =
  (kind: PlainKind) =>
  <const K extends string>(key: K, ...[more]: Told<K>): Plain => ({
    kind,
    key,
    label: key as Label, // Where it is none, `Told` asks for one, and it stands over this.
    ...more,
  })

export const count = plain('count')
export const money = plain('money')
export const off = plain('off')
export const share = plain('share')
export const times = plain('times')
export const text = plain('text')
export const words = plain('words')
export const flag = plain('flag')
export const choice = plain('choice')
export const chips = plain('chips')
export const day = plain('day')
export const month = plain('month')
export const tier = plain('tier')
export const coupon = plain('coupon')
export const coupons = plain('coupons')
export const pass = plain('pass')
export const product = plain('product')
export const products = plain('products')
export const tags = plain('tags')

export const NAMES: Field = { kind: 'names', key: '', label: 'name' }
export const FOR_TIERS: Field = { kind: 'tiers', key: 'tiers', label: 'forTiers' }

/** Which goods, and when and where: the parts that many rules share. */
export const GOODS: readonly Field[] = [
  { kind: 'products', key: 'productCodes', label: 'productCodes' },
  { kind: 'categories', key: 'categories', label: 'categories' },
]
export const WHEN: readonly Field[] = [
  { kind: 'weekdays', key: 'weekdays', label: 'weekdays' },
  { kind: 'day', key: 'from', label: 'from' },
  { kind: 'day', key: 'to', label: 'to' },
  { kind: 'branches', key: 'branches', label: 'branches' },
]
