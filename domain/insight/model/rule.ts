import { addDays, day, dayNumber, dayOfNumber, type BusinessDay } from '#base/instant'
import type { AudienceRule } from '../contract.ts'
import type { Condition, Rule, Span } from '../contract/rule.ts'
import { windowOf } from './calendar.ts'

export type DaySpan = Readonly<{ from: BusinessDay | null; to: BusinessDay }>

/** The days of a span as of a day; nothing behind that day counts. Of two beginnings the later one is meant. */
export function daysOfSpan(span: Span, asOf: BusinessDay): DaySpan {
  const starts = [
    ...(span.from === undefined ? [] : [day(span.from)]),
    ...(span.days === undefined ? [] : [addDays(asOf, 1 - span.days)]),
    ...(span.months === undefined ? [] : [dayOfNumber(windowOf(asOf, span.months).from)]),
  ].toSorted()
  const to = span.to === undefined || span.to > asOf ? asOf : day(span.to)
  return { from: starts.at(-1) ?? null, to }
}

/** Days from a day to the next birthday, 0 on the day itself; 29 February is 1 March in other years. */
export function daysToBirthday(birthOn: BusinessDay, asOf: BusinessDay): number {
  const inYear = (year: number): number =>
    dayNumber(day(`${String(year).padStart(4, '0')}-${birthOn.slice(5, 7)}-01`)) +
    Number(birthOn.slice(8, 10)) -
    1
  const year = Number(asOf.slice(0, 4))
  const now = dayNumber(asOf)
  const next = inYear(year)
  return (next >= now ? next : inYear(year + 1)) - now
}

const given = (from: number | undefined, to: number | undefined) => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
})

type PlainRule = Omit<AudienceRule, 'countCut' | 'spendCut'>

/** A plain rule of lists and ends as conditions, all of which must hold: it is about who bought in the window (G4). */
export function conditionsOf(rule: PlainRule, windowMonths: number): Condition[] {
  const { purchasesFrom = 1, purchasesTo, spendFromMinor, spendToMinor, lastFrom, lastTo } = rule
  const found: Condition[] = [{ is: 'step', ...given(Math.max(1, purchasesFrom), purchasesTo) }]
  for (const of of ['r', 'f', 'm'] as const) {
    const among = rule[of]
    if (among !== undefined) found.push({ is: 'score', of, among })
  }
  if (rule.quadrants !== undefined) found.push({ is: 'quadrant', among: rule.quadrants })
  if (rule.lifecycles !== undefined) found.push({ is: 'lifecycle', among: rule.lifecycles })
  if (spendFromMinor !== undefined || spendToMinor !== undefined)
    found.push({ is: 'spend', within: { months: windowMonths }, ...given(spendFromMinor, spendToMinor) })
  if (lastFrom !== undefined) found.push({ is: 'purchases', within: { from: lastFrom }, from: 1 })
  if (lastTo !== undefined) found.push({ is: 'purchases', within: { from: addDays(lastTo, 1) }, to: 0 })
  return found
}

/** Whether any list or end of a plain rule is said. */
export const isPlain = (rule: PlainRule): boolean =>
  [rule.r, rule.f, rule.m, rule.quadrants, rule.lifecycles, rule.purchasesFrom, rule.purchasesTo].some(
    (part) => part !== undefined,
  ) || [rule.spendFromMinor, rule.spendToMinor, rule.lastFrom, rule.lastTo].some((part) => part !== undefined)

/** What a saved rule asks, whether it was written as lists and ends, as conditions, or as both. */
export function wholeRule(
  of: Readonly<{ rule: AudienceRule; conditions: Rule | null; windowMonths: number }>,
): Rule {
  if (of.conditions && !isPlain(of.rule)) return of.conditions
  return { all: [...conditionsOf(of.rule, of.windowMonths), ...(of.conditions ? [of.conditions] : [])] }
}
