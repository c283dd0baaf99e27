import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Condition, Rule, Span } from '#domain/insight/contract/rule'
import type { Formats } from '#ui/kit/formats.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useChoices, type Choice, type Choices } from './choices.ts'

type Words = Readonly<{ t: TFunction; formats: Formats; choices: Choices }>
type Ends = Readonly<{ from?: number | undefined; to?: number | undefined }>

/** Rules, conditions and figures as people say them, in the reader's language. */
export type Say = Readonly<{
  rule: (rule: Rule) => string
  condition: (of: Condition) => string
  /** What a condition was judged by at one member. */
  figure: (of: Condition, figure: unknown) => string
}>

export function useSay(): Say {
  const { t } = useTranslation()
  const formats = useFormats()
  const choices = useChoices()
  const words = { t, formats, choices }
  return {
    rule: (rule) => sayRule(words, rule, true),
    condition: (of) => sayCondition(words, of),
    figure: (of, figure) => sayFigure(words, of, figure),
  }
}

function sayRule(words: Words, rule: Rule, outside: boolean): string {
  const { t } = words
  if ('is' in rule) return sayCondition(words, rule)
  if ('not' in rule) return t('audience.say.not', { rule: sayRule(words, rule.not, true) })
  const [parts, between] =
    'all' in rule ? [rule.all, t('audience.say.and')] : [rule.any, t('audience.say.or')]
  if (parts.length === 0) return 'all' in rule ? t('audience.say.everybody') : t('audience.say.nobody')
  const said = parts.map((part) => sayRule(words, part, parts.length === 1)).join(between)
  return outside || parts.length === 1 ? said : t('audience.say.group', { rule: said })
}

const namesOf = (options: readonly Choice[], codes: readonly (string | number)[]): string[] =>
  codes.map((code) => options.find(({ value }) => value === code)?.label ?? String(code))

function listed({ t }: Words, names: readonly string[]): string {
  return names.join(t('audience.say.among'))
}

/** "at least 3", "at most 5", "3 to 5"; nothing where neither end is said. */
function ends({ t }: Words, of: Ends | undefined, write: (n: number) => string): string {
  const { from, to } = of ?? {}
  if (from !== undefined && from === to) return t('audience.say.exactly', { n: write(from) })
  if (from !== undefined && to !== undefined)
    return t('audience.say.between', { from: write(from), to: write(to) })
  if (from !== undefined) return t('audience.say.atLeast', { n: write(from) })
  return to === undefined ? '' : t('audience.say.atMost', { n: write(to) })
}

function span({ t, formats }: Words, of: Span): string {
  const { day, number } = formats
  const said: string[] = []
  if (of.days !== undefined) said.push(t('audience.say.lastDays', { count: of.days, n: number(of.days) }))
  if (of.months !== undefined)
    said.push(t('audience.say.lastMonths', { count: of.months, n: number(of.months) }))
  if (of.from !== undefined && of.to !== undefined)
    said.push(t('audience.say.dates', { from: day(of.from), to: day(of.to) }))
  else if (of.from !== undefined) said.push(t('audience.say.since', { day: day(of.from) }))
  else if (of.to !== undefined) said.push(t('audience.say.until', { day: day(of.to) }))
  return said.length === 0 ? t('audience.say.ever') : said.join(' ')
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

type Saying<K extends Condition['is']> = (words: Words, of: Extract<Condition, { is: K }>) => string

const counted = (words: Words, of: Ends | undefined): string => ends(words, of, words.formats.number)
const paid = (words: Words, of: Ends): string => ends(words, of, words.formats.money)

const SAYINGS: Readonly<{ [K in Condition['is']]: Saying<K> }> = {
  profile: sayProfile,
  joined: (words, of) => words.t('audience.say.joined', { span: span(words, of.within) }),
  age: (words, of) => words.t('audience.say.age', { ends: counted(words, of) }),
  birthday: (words, of) => words.t('audience.say.birthday', { ends: counted(words, of) }),
  birthMonth: (words, of) =>
    words.t('audience.say.birthMonth', { list: listed(words, namesOf(words.choices.months, of.among)) }),
  tier: (words, of) =>
    words.t('audience.say.tier', { list: listed(words, namesOf(words.choices.tiers, of.among)) }),
  balance: (words, of) =>
    of.of === 'points'
      ? words.t('audience.say.points', { ends: counted(words, of) })
      : words.t('audience.say.storedValue', { ends: paid(words, of) }),
  spend: (words, of) =>
    words.t('audience.say.spend', { span: span(words, of.within), ends: paid(words, of) }),
  purchases: (words, of) =>
    words.t('audience.say.purchases', { span: span(words, of.within), ends: counted(words, of) }),
  silent: (words, of) => words.t('audience.say.silent', { ends: counted(words, of) }),
  bill: sayBill,
  product: (words, of) =>
    words.t('audience.say.product', {
      span: span(words, of.within),
      list: listed(words, namesOf(words.choices.products, of.codes)),
      times: times(words, of.times),
    }),
  cameBack: ({ t, formats, choices }, of) =>
    t('audience.say.cameBack', {
      span: span({ t, formats, choices }, of.within),
      count: of.afterDays,
      n: formats.number(of.afterDays),
    }),
  score: (words, of) => words.t(`segments.rule.${of.of}`, { scores: listed(words, of.among.map(String)) }),
  quadrant: (words, of) => listed(words, namesOf(words.choices.quadrants, of.among)),
  lifecycle: (words, of) => listed(words, namesOf(words.choices.lifecycles, of.among)),
  step: (words, of) => words.t('audience.say.step', { ends: counted(words, of) }),
  reachable: (words, of) =>
    of.by === 'any'
      ? words.t('audience.say.reachable')
      : words.t('audience.say.reachableBy', { by: namesOf(words.choices.reach, [of.by])[0] }),
  deed: (words, of) =>
    words.t('audience.say.deed', {
      span: span(words, of.within),
      deed: words.t(`audience.deed.${of.deed}`),
      list: of.among ? words.t('audience.say.of', { list: aboutNames(words, of.deed, of.among) }) : '',
      times: times(words, of.times),
    }),
}

const aboutNames = (words: Words, deed: Parameters<Choices['about']>[0], codes: readonly string[]): string =>
  listed(words, namesOf(words.choices.about(deed), codes))

function sayCondition(words: Words, of: Condition): string {
  // The condition's kind picks the saying that takes it.
  return (SAYINGS[of.is] as (words: Words, of: Condition) => string)(words, of).trim()
}

/** How often; once goes without saying. */
function times(words: Words, of: Ends | undefined): string {
  const said = counted(words, of)
  return said === '' || (of?.from === 1 && of.to === undefined)
    ? ''
    : words.t('audience.say.times', { ends: said })
}

function sayProfile(words: Words, of: Extract<Condition, { is: 'profile' }>): string {
  const field = words.choices.fields.find(({ key }) => key === of.field)
  const values = (of.values ?? []).map((value) => {
    if (field?.kind === 'day') return words.formats.day(value)
    return field?.choices?.find((one) => one.value === value)?.label ?? value
  })
  const op = words.t(`kit.filter.op.${of.op}`)
  const list = of.op === 'empty' || of.op === 'filled' ? '' : listed(words, values)
  return words.t('audience.say.profile', { field: field?.label ?? of.field, op, list })
}

function sayBill(words: Words, of: Extract<Condition, { is: 'bill' }>): string {
  const { t, choices } = words
  const [start, end] = of.minutes ?? []
  const details = [
    ...(of.branchIds ? [listed(words, namesOf(choices.branches, of.branchIds))] : []),
    ...(of.weekdays ? [listed(words, namesOf(choices.weekdays, of.weekdays))] : []),
    ...(start !== undefined && end !== undefined
      ? [t('audience.say.hours', { from: clock(start), to: clock(end) })]
      : []),
  ]
  return t('audience.say.bill', {
    span: span(words, of.within),
    where: details.length === 0 ? '' : t('audience.say.where', { list: details.join(t('audience.say.and')) }),
    ends: of.from === undefined && of.to === undefined ? '' : paid(words, of),
    times: times(words, of.times),
  })
}

const MONEY_FIGURES: readonly Condition['is'][] = ['spend']
const DAY_FIGURES: readonly Condition['is'][] = ['joined', 'cameBack']

function sayFigure(words: Words, of: Condition, figure: unknown): string {
  const { t, formats, choices } = words
  if (figure === null || figure === undefined) return t('audience.say.unknown')
  if (Array.isArray(figure))
    return figure.length === 0 ? t('audience.say.noWay') : listed(words, namesOf(choices.reach, figure))
  if (typeof figure === 'object') {
    const { times: count, bestMinor } = figure as { times?: number; bestMinor?: number | null }
    return bestMinor == null
      ? t('audience.say.timesOnly', { n: formats.number(count ?? 0) })
      : t('audience.say.best', { n: formats.number(count ?? 0), money: formats.money(bestMinor) })
  }
  if (typeof figure === 'number') {
    const money = MONEY_FIGURES.includes(of.is) || (of.is === 'balance' && of.of === 'storedValue')
    if (of.is === 'birthMonth') return namesOf(choices.months, [figure]).join('')
    return money ? formats.money(figure) : formats.number(figure)
  }
  const text = String(figure)
  if (DAY_FIGURES.includes(of.is)) return formats.day(text)
  if (of.is === 'tier') return namesOf(choices.tiers, [text]).join('')
  if (of.is === 'quadrant') return namesOf(choices.quadrants, [text]).join('')
  if (of.is === 'lifecycle') return namesOf(choices.lifecycles, [text]).join('')
  if (of.is !== 'profile') return text
  const field = choices.fields.find(({ key }) => key === of.field)
  if (field?.kind === 'day') return formats.day(text)
  return field?.choices?.find((one) => one.value === text)?.label ?? text
}
