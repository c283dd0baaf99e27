import { businessDay, type Instant } from '#base/instant'
import { plainPhone } from '#domain/member/model'
import {
  passesOf,
  type EnrolmentBody,
  type GiftBody,
  type MarkBody,
  type SaleBody,
  type TopUpBody,
} from '#domain/device/model/bodies'
import type { EventKind } from '#domain/device/model/event'
import type { ProgramDocument } from '#domain/program/model/document'
import { offerFor } from '#domain/wallet/model/top-up'
import { lessPasses, type PassCounts, type Units } from '#domain/device/model/reservation'
import type { AnyReceipt, ReceiptRow, ReceiptWords, TopUpRow } from '../till-context.ts'
import { initialsOf } from './pinyin.ts'
import type { KeptMember, Move } from './shelf.ts'

/** An event that is about to be written, as far as the till's own tables are concerned. */
export type Happened = Readonly<{
  id: string
  seq: number
  kind: EventKind
  body: unknown
  at: Instant
  reservation: string | null
  /** Besides the event: what a receipt is printed by. */
  words: ReceiptWords
  /** The store's, for its business day. */
  zone: string
  closingHour: number
  /** What a payment brings beside itself; null before the first policy. */
  program: ProgramDocument | null
}>

/** What is written in the same transaction as the event, so that neither is ever there without the other. */
export type Follows = Readonly<{
  move: Move | null
  receipt: AnyReceipt | null
  burned: Readonly<{ reservation: string; units: Units; passes?: PassCounts }> | null
  member: KeptMember | null
  /** What this till will not spend any more. */
  closed: string | null
}>

const NOTHING: Follows = { move: null, receipt: null, burned: null, member: null, closed: null }

/** What follows from an event for the till itself. Pure; the body is one that its schema took. */
export function followsOf(of: Happened): Follows {
  switch (of.kind) {
    case 'sale':
      return ofSale(of, of.body as SaleBody)
    case 'top_up':
      return ofTopUp(of, of.body as TopUpBody)
    case 'gift':
      return ofGift(of, of.body as GiftBody)
    case 'enrolment':
      return { ...NOTHING, member: memberOf(of.body as EnrolmentBody) }
    case 'mark':
      return { ...NOTHING, closed: closedBy(of.body as MarkBody) }
    case 'shift':
      return NOTHING
  }
}

function ofSale(of: Happened, body: SaleBody): Follows {
  const { wish, memberId, burned, points } = body
  const isReturn = wish.kind === 'return'
  // Stored value that paid a sale comes back with its return.
  const back = wish.tenders.filter((tender) => tender.kind === 'stored_value')
  const backMinor = isReturn ? back.reduce((minor, tender) => minor + tender.amountMinor, 0) : 0
  const accountMinor = wish.tenders
    .filter((tender) => tender.kind === 'on_account')
    .reduce((minor, tender) => minor + tender.amountMinor, 0)
  const passes = isReturn ? [] : passesOf(wish.lines)
  const move: Move | null =
    memberId === null
      ? null
      : {
          ...moveOf(of, memberId),
          minor: backMinor - burned.minor,
          points: 0 - burned.points,
          earned: points,
          // Nothing is set aside of a debt: on account counts against the limits until head office has answered.
          byLimitMinor: (body.way === 'limit' ? burned.minor : 0) + (isReturn ? 0 : accountMinor),
          accountMinor: isReturn ? accountMinor : 0 - accountMinor,
          ...countingOf(body),
          ...(passes.length > 0 && { passes: lessPasses([], passes) }),
        }
  return {
    move,
    receipt: receiptOf(of, body),
    burned: of.reservation === null ? null : { reservation: of.reservation, units: burned, passes },
    member: null,
    closed: null,
  }
}

const closedBy = (body: MarkBody): string | null =>
  body.what === 'reservation_closed' ? body.reservation : null

/** What counts towards a tier; what comes back counts against the day it was sold, which head office looks up. */
function countingOf({ wish, totalMinor }: SaleBody): Pick<Move, 'spentMinor' | 'visits'> {
  if (wish.kind === 'return') return { spentMinor: 0 - totalMinor, visits: 0 }
  const given = wish.tenders.filter(({ kind }) => kind === 'points' || kind === 'voucher')
  const givenMinor = given.reduce((minor, tender) => minor + tender.amountMinor, 0)
  return { spentMinor: Math.max(0, totalMinor - givenMinor), visits: 1 }
}

/** What head office will book by the same program; a package it no longer sells brings what was paid. */
function ofTopUp(of: Happened, body: TopUpBody): Follows {
  const { memberId, paidMinor, packageCode } = body
  const named = packageCode === null ? {} : { packageCode }
  const offer = of.program === null ? null : offerFor(of.program, { amountMinor: paidMinor, ...named })
  const brings =
    offer === null || typeof offer === 'string' ? { bonusMinor: 0, points: 0, passes: [] } : offer
  const passes = brings.passes.map(({ code, count }) => ({ code, count }))
  return {
    ...NOTHING,
    move: { ...moveOf(of, memberId), minor: paidMinor + brings.bonusMinor, earned: brings.points, passes },
    receipt: topUpReceiptOf(of, body),
  }
}

function ofGift(of: Happened, { memberId, points }: GiftBody): Follows {
  return {
    ...NOTHING,
    move: { ...moveOf(of, memberId), points: 0 - points },
    burned: of.reservation === null ? null : { reservation: of.reservation, units: { minor: 0, points } },
  }
}

const moveOf = ({ id, seq }: Happened, memberId: string): Move => ({
  id,
  seq,
  memberId,
  minor: 0,
  points: 0,
  earned: 0,
  byLimitMinor: 0,
  answeredAt: null,
})

function receiptOf({ id, seq, words, zone, closingHour }: Happened, body: SaleBody): ReceiptRow {
  const { wish, memberId, totalMinor } = body
  return {
    id,
    seq,
    receiptNo: wish.receiptNo ?? '',
    kind: wish.kind,
    day: businessDay(wish.happenedAt, zone, closingHour),
    at: wish.happenedAt,
    memberId,
    memberNumber: wish.memberNumber ?? null,
    totalMinor,
    returns: wish.returnsSaleId ?? null,
    body,
    words,
    outcome: null,
    code: null,
    finalPoints: null,
  }
}

function topUpReceiptOf({ id, seq, words, at, zone, closingHour }: Happened, body: TopUpBody): TopUpRow {
  const { receiptNo, memberId, memberNumber, paidMinor } = body
  return {
    id,
    seq,
    receiptNo,
    kind: 'top_up',
    day: businessDay(at, zone, closingHour),
    at,
    memberId,
    memberNumber,
    totalMinor: paidMinor,
    returns: null,
    body,
    words,
    outcome: null,
    code: null,
    finalPoints: null,
  }
}

/** Known at this till at once, so that the member's first purchase is theirs; head office has not confirmed it. */
function memberOf({ enrolment }: EnrolmentBody): KeptMember {
  const number = enrolment.number ?? ''
  return {
    id: enrolment.id,
    number,
    cards: number === '' ? [] : [number],
    name: enrolment.name,
    initials: initialsOf(enrolment.name),
    tail: plainPhone(enrolment.mobile ?? '').slice(-4),
    hash: '',
    member: true,
    tier: null,
    points: 0,
    minor: 0,
    coupons: [],
    roomMinor: null,
    passes: [],
    nextTier: null,
    limitHere: false,
    at: null,
  }
}
