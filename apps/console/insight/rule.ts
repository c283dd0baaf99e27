import { isDay } from '#base/instant'
import { money, parseMoney, plainMoney } from '#base/money'
import { LIFECYCLES, QUADRANTS } from '#domain/insight/contract'
import type { ListFilter } from '#ui/kit/list-state.ts'

/** Which members, as it stands in the address: lists are written "4,5", money is minor units. */
export type RuleSearch = Readonly<{
  r?: string
  f?: string
  m?: string
  quadrants?: string
  lifecycles?: string
  purchasesFrom?: number
  purchasesTo?: number
  spendFromMinor?: number
  spendToMinor?: number
  lastFrom?: string
  lastTo?: string
}>

const SCORES = ['1', '2', '3', '4', '5'] as const
const LISTS = { r: SCORES, f: SCORES, m: SCORES, quadrants: QUADRANTS, lifecycles: LIFECYCLES } as const
const NUMBERS = ['purchasesFrom', 'purchasesTo', 'spendFromMinor', 'spendToMinor'] as const
const DAYS = ['lastFrom', 'lastTo'] as const
type ListKey = keyof typeof LISTS

/** Reads a rule from the address; what makes no sense is left out, never an error. */
export function ruleSearch(search: Readonly<Record<string, unknown>>): RuleSearch {
  const rule: Record<string, string | number> = {}
  for (const key of Object.keys(LISTS) as ListKey[]) {
    const known: readonly string[] = LISTS[key]
    const wanted = String(search[key] ?? '').split(',')
    const kept = wanted.filter((one) => known.includes(one))
    if (kept.length > 0) rule[key] = kept.join(',')
  }
  for (const key of NUMBERS) {
    const value = search[key]
    if (typeof value === 'number' && Number.isSafeInteger(value)) rule[key] = value
  }
  for (const key of DAYS) {
    const value = search[key]
    if (typeof value === 'string' && isDay(value)) rule[key] = value
  }
  return rule
}

/** The places of a rule's ends: which chip field and condition each one is. */
const ENDS = {
  purchasesFrom: ['purchases', 'from'],
  purchasesTo: ['purchases', 'to'],
  spendFromMinor: ['spend', 'from'],
  spendToMinor: ['spend', 'to'],
  lastFrom: ['last', 'from'],
  lastTo: ['last', 'to'],
} as const

/** A rule as chips: one per value of a list, one per end of a span. */
export function filtersOf(rule: RuleSearch, digits: number): readonly ListFilter[] {
  const lists = (Object.keys(LISTS) as ListKey[]).flatMap((field) =>
    (rule[field] ?? '')
      .split(',')
      .filter(Boolean)
      .map((value) => ({ field, op: 'is', value })),
  )
  const ends = (Object.keys(ENDS) as (keyof typeof ENDS)[]).flatMap((key) => {
    const value = rule[key]
    if (value === undefined) return []
    const [field, op] = ENDS[key]
    const text = field === 'spend' ? plainMoney(money(Number(value)), digits) : String(value)
    return [{ field, op, value: text }]
  })
  return [...lists, ...ends]
}

/** The rule that chips say. A later chip about the same end takes the place of the earlier one. */
export function ruleOf(filters: readonly ListFilter[], digits: number): RuleSearch {
  const found: Record<string, unknown> = {}
  for (const { field, op, value } of filters) {
    if (field in LISTS) {
      const before = typeof found[field] === 'string' ? `${found[field]},` : ''
      found[field] = `${before}${value}`
      continue
    }
    const end = (Object.keys(ENDS) as (keyof typeof ENDS)[]).find(
      (key) => ENDS[key][0] === field && ENDS[key][1] === op,
    )
    if (end) found[end] = valueOf(field, value, digits)
  }
  return ruleSearch(found)
}

function valueOf(field: string, value: string, digits: number): unknown {
  if (field === 'last') return value
  if (field !== 'spend') return Number(value)
  const parsed = parseMoney(value, digits)
  return typeof parsed === 'string' ? undefined : parsed.amountMinor
}
