import { dayNumber } from '#base/instant'
import { money, plainMoney } from '#base/money'
import { ladder, moves } from '#domain/insight/model/ladder'
import { pareto } from '#domain/insight/model/pareto'
import { quadrants } from '#domain/insight/model/quadrants'
import { namedCells, rfm } from '#domain/insight/model/rfm'
import type { Language } from '../language.ts'
import { WORDS } from './insight-text.ts'
import { table } from './insight-table.ts'
import type { InsightWish, Prepared } from './insight.ts'

export const QUESTIONS = ['rfm', 'quadrants', 'ladder', 'pareto'] as const
export type Question = (typeof QUESTIONS)[number]

/** The answer twice: as data, and as a table for people. */
export type Answer = Readonly<{ json: object; text: string }>

type Asked = Readonly<{ wish: InsightWish; found: Prepared; language: Language }>

/** Answers one question about the prepared columns. */
export function answer(wish: InsightWish, found: Prepared, language: Language): Answer {
  const by = { rfm: answerRfm, quadrants: answerQuadrants, ladder: answerLadder, pareto: answerPareto }
  return by[wish.question]({ wish, found, language })
}

const whole = (minor: number, digits: number): string => plainMoney(money(Math.round(minor)), digits)
const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`)

function answerRfm({ wish, found, language }: Asked): Answer {
  const w = WORDS[language]
  const { columns, asOf, rows } = found
  const out = rfm(columns, { asOf: dayNumber(asOf), groups: wish.groups })
  const { members, spendMinor, cuts, counts, grid, nonEmptyCells, heavyFrequency } = out
  const head = { asOf, windowMonths: wish.windowMonths, groups: wish.groups, rows, members, spendMinor }
  const cells = namedCells(out)
  const scores = counts.r.map((_, k) => String(k + 1))
  const lines = [
    [w.score, ...scores],
    [w.people(w.recency), ...counts.r.map(String)],
    [w.people(w.frequency), ...counts.f.map(String)],
    [w.people(w.money), ...counts.m.map(String)],
  ]
  const bounds = [
    [w.cuts(w.recency), ...cuts.r.map(String)],
    [w.cuts(w.frequency), ...cuts.f.map(String)],
    [w.cuts(w.money), ...cuts.m.map((c) => whole(c, wish.digits))],
  ]
  const summary = w.summary(asOf, members, whole(spendMinor, wish.digits))
  return {
    json: { ...head, cuts, counts, cells, nonEmptyCells, grid, heavyFrequency },
    text: `${summary}\n\n${table(lines)}\n${table(bounds)}\n${w.cells(nonEmptyCells, wish.groups ** 3)}\n`,
  }
}

function answerQuadrants({ wish, found, language }: Asked): Answer {
  const w = WORDS[language]
  const { columns, asOf, rows } = found
  const { countCut, spendCut, groups, members, spendMinor } = quadrants(columns, wish)
  const json = {
    asOf,
    windowMonths: wish.windowMonths,
    rows,
    members,
    spendMinor,
    countCut,
    spendCut: { kind: spendCut.kind, valueMinor: spendCut.value },
    people: Object.fromEntries(groups.map((g) => [g.quadrant, g.people])),
    revenueMinor: Object.fromEntries(groups.map((g) => [g.quadrant, g.spendMinor])),
    groups,
  }
  const lines = groups.map((g) => [
    w.quadrant[g.quadrant],
    String(g.people),
    percent(g.people / members),
    whole(g.spendMinor, wish.digits),
    percent(spendMinor > 0 ? g.spendMinor / spendMinor : null),
    String(g.near),
  ])
  const head = w.summary(asOf, members, whole(spendMinor, wish.digits))
  const cuts = w.quadrantCuts(`${countCut.value}`, whole(spendCut.value, wish.digits))
  return { json, text: `${head}\n${cuts}\n\n${table([w.quadrantHead, ...lines])}` }
}

function answerLadder({ wish, found, language }: Asked): Answer {
  const w = WORDS[language]
  const { lists, asOf, rows, columns } = found
  const steps = ladder(lists)
  const moved = wish.since ? moves(lists, { since: dayNumber(wish.since), until: dayNumber(asOf) }) : null
  const members = columns.purchaseDays.reduce((n, days) => n + (days > 0 ? 1 : 0), 0)
  const lines = steps.map((s) => [
    `≥ ${s.purchases}`,
    String(s.members),
    percent(s.fromPrevious),
    s.medianDays === null ? '–' : String(s.medianDays),
  ])
  const climbed = moved ? `\n${w.moves(wish.since ?? '', moved.oneToTwo, moved.twoToThree)}\n` : ''
  return {
    json: {
      asOf,
      windowMonths: wish.windowMonths,
      rows,
      members,
      steps,
      moves: moved && { since: wish.since, ...moved },
    },
    text: `${w.ladderOf(asOf, members)}\n\n${table([w.ladderHead, ...lines])}${climbed}`,
  }
}

function answerPareto({ wish, found, language }: Asked): Answer {
  const w = WORDS[language]
  const { columns, asOf, rows } = found
  const out = pareto(columns)
  const lines = [
    w.topFifth(out.topFifth.members, percent(out.topFifthShare)),
    w.fourFifths(out.fourFifths?.members ?? 0, percent(out.fourFifthsShare)),
  ]
  const head = w.summary(asOf, out.members, whole(out.spendMinor, wish.digits))
  return {
    json: { asOf, windowMonths: wish.windowMonths, rows, ...out },
    text: `${head}\n\n${lines.join('\n')}\n`,
  }
}
