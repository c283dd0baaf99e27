import { dateOf, instant } from '#base/instant'
import { formatMoney, money } from '#base/money'
import type { Told } from '#base/endpoint'
import type { OwnBooking, ownDays, ownPage, ownSlots } from '#domain/booking/contract/own'
import type { Language } from '../language.ts'
import {
  cancelWords,
  earnedWords,
  freeWords,
  heldWords,
  minutesWords,
  OWN_WORDS as WORDS,
  STATE_WORDS,
} from './own-words.ts'
import { idField } from './club-pages.ts'
import { escaped } from './pages.ts'

/** What every page of a member knows. */
export type Seen = Readonly<{
  language: Language
  /** `/own/…`, without an end. */
  base: string
  currency: string
  /** The family name alone. */
  name: string
  newId: () => string
  /** HTML already: why something was refused. */
  notice: string
}>

const locale = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en-GB')
const num = (words: string): string => `<span class="num">${words}</span>`

/** A day as people say it: with its weekday. */
export const dayShown = (language: Language, day: string): string =>
  new Intl.DateTimeFormat(locale(language), {
    timeZone: 'UTC',
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  }).format(dateOf(instant(`${day}T00:00:00.000Z`)))

/** A moment on the clocks of a branch. */
export const timeShown = (at: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(dateOf(instant(at)))

/** The name of a zone's clocks at a moment, for an hour that comes twice. */
const clocks = (at: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' })
    .formatToParts(dateOf(instant(at)))
    .find((part) => part.type === 'timeZoneName')?.value ?? ''

const whenShown = (language: Language, of: Readonly<{ day: string; startsAt: string; zone: string }>) =>
  `${dayShown(language, of.day)} ${timeShown(of.startsAt, of.zone)}`

/** A moment with its day, in the zone of a branch. */
function momentShown(language: Language, at: string, zone: string): string {
  const day = new Intl.DateTimeFormat(locale(language), {
    timeZone: zone,
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
  }).format(dateOf(instant(at)))
  return `${day} ${timeShown(at, zone)}`
}

const price = ({ language, currency }: Seen, minor: number | null): string =>
  minor === null ? '' : num(formatMoney(money(minor), currency, locale(language)))

export function homeBody(seen: Seen, told: Told<typeof ownPage>): string {
  const { language } = seen
  const part = (title: string, body: string) => `<section><h2 class="part">${title}</h2>${body}</section>`
  const points = `<p class="card sum"><span>${WORDS.points[language]}</span><strong class="num">${new Intl.NumberFormat(
    locale(language),
  ).format(told.points)}</strong></p>`
  const coming = told.bookings.map((one) => bookingLine(seen, one)).join('')
  const mine = `<ul class="rows">${coming}</ul>`
  return `${seen.notice}${points}${coming === '' ? '' : part(WORDS.coming[language], mine)}${part(
    WORDS.book[language],
    offersShown(seen, told.offers),
  )}${part(WORDS.purchases[language], purchasesShown(seen, told.purchases))}<p class="less">${WORDS.own[language]}</p>`
}

function bookingLine({ language, base }: Seen, one: OwnBooking): string {
  const state = `<span class="tag ${one.state}">${STATE_WORDS[one.state][language]}</span>`
  return `<li><a href="${base}/bookings/${one.id}"><span><strong>${escaped(one.productName)}</strong><small>${num(
    whenShown(language, one),
  )} · ${escaped(one.branchName)}</small></span>${state}</a></li>`
}

function offersShown(seen: Seen, offers: Told<typeof ownPage>['offers']): string {
  const { language, base } = seen
  if (offers.length === 0) return `<p class="card">${WORDS.noOffers[language]}</p>`
  const rows = offers.map(
    (one) =>
      `<li><a href="${base}/offers/${one.offerId}"><span><strong>${escaped(one.productName)}</strong><small>${escaped(
        one.branchName,
      )} · ${minutesWords(language, one.minutes)}</small></span>${price(seen, one.priceMinor)}</a></li>`,
  )
  return `<ul class="rows">${rows.join('')}</ul>`
}

function purchasesShown(seen: Seen, purchases: Told<typeof ownPage>['purchases']): string {
  const { language } = seen
  if (purchases.length === 0) return `<p class="card">${WORDS.noPurchases[language]}</p>`
  const rows = purchases.map((one) => {
    const earned = one.points === 0 ? '' : ` · ${earnedWords(language, one.points)}`
    const less = `<small>${num(one.day)} · ${escaped(one.branchName)}${earned}</small>`
    const names = escaped([...new Set(one.products)].join(language === 'zh' ? '、' : ', '))
    return `<li><div><span><strong>${names}</strong>${less}</span>${price(seen, one.totalMinor)}</div></li>`
  })
  return `<ul class="rows">${rows.join('')}</ul>`
}

type Bookable = Pick<Told<typeof ownDays>, 'branchName' | 'minutes' | 'priceMinor'>

const about = (seen: Seen, of: Bookable): string =>
  `<p class="less">${escaped(of.branchName)} · ${minutesWords(seen.language, of.minutes)}${
    of.priceMinor === null ? '' : ` · ${price(seen, of.priceMinor)}`
  }</p>`

const backTo = (href: string, words: string): string => `<p><a href="${href}">← ${words}</a></p>`

export function daysBody(seen: Seen, told: Told<typeof ownDays>): string {
  const { language, base } = seen
  const rows = told.days.map(({ day, free }) => {
    const words = `<strong>${dayShown(language, day)}</strong>`
    if (free === 0) return `<li class="off"><span>${words}</span><small>${WORDS.full[language]}</small></li>`
    const at = `${base}/offers/${told.offerId}/days/${day}`
    return `<li><a href="${at}"><span>${words}</span><small>${freeWords(language, free)}</small></a></li>`
  })
  return `${backTo(base, WORDS.back[language])}${seen.notice}${about(seen, told)}<h2 class="part">${
    WORDS.chooseDay[language]
  }</h2><ul class="rows">${rows.join('')}</ul>`
}

export function slotsBody(seen: Seen, told: Told<typeof ownSlots>, day: string): string {
  const { language, base, newId } = seen
  const labels = told.rows.map((one) => timeShown(one.startsAt, told.zone))
  const buttons = told.rows.map((one, at) => {
    const label = labels[at] ?? ''
    const twice = labels.filter((other) => other === label).length > 1
    const said = twice ? `${label} ${escaped(clocks(one.startsAt, told.zone))}` : label
    const off = one.free === 0 ? ' disabled' : ''
    return `<button name="startsAt" value="${one.startsAt}"${off}>${said}</button>`
  })
  const form = `<form class="times" method="post" action="${base}/offers/${told.offerId}/days/${day}">${idField(
    newId(),
  )}${buttons.join('')}</form>`
  return `${backTo(`${base}/offers/${told.offerId}`, WORDS.otherDay[language])}${seen.notice}${about(
    seen,
    told,
  )}<h2 class="part">${dayShown(language, day)} · ${WORDS.chooseTime[language]}</h2>${
    buttons.length === 0 ? `<p class="card">${WORDS.noTimes[language]}</p>` : form
  }`
}

/** One booking: to be confirmed while it is held, to be cancelled while there is time to. */
export function bookingBody(seen: Seen, of: OwnBooking): string {
  const { language, base, name } = seen
  const row = (label: string, value: string) => `<dt>${label}</dt><dd>${value}</dd>`
  const until = timeShown(of.endsAt, of.zone)
  const facts = [
    row(WORDS.what[language], escaped(of.productName)),
    row(WORDS.where[language], escaped(of.branchName)),
    row(WORDS.when[language], num(`${whenShown(language, of)}–${until}`)),
    row(WORDS.who[language], escaped(name || WORDS.member[language])),
  ]
  return `${backTo(base, WORDS.page[language])}${seen.notice}${saidOf(seen, of)}<dl class="card facts">${facts.join(
    '',
  )}</dl>${actsOf(seen, of)}`
}

/** What there is to say of how it stands. */
function saidOf({ language }: Seen, of: OwnBooking): string {
  switch (of.state) {
    case 'begun':
      return `<p class="held">${heldWords(language, timeShown(of.heldUntil ?? of.startsAt, of.zone))}</p>`
    case 'confirmed':
      return `<p class="done" role="status">${WORDS.done[language]}</p>`
    case 'given_up':
      return `<p class="no" role="status">${WORDS.over[language]}</p>`
    case 'cancelled':
      return `<p class="done" role="status">${WORDS.gone[language]}</p>`
    default:
      return `<p class="done">${STATE_WORDS[of.state][language]}</p>`
  }
}

function actsOf({ language, base, newId }: Seen, of: OwnBooking): string {
  const at = `${base}/bookings/${of.id}`
  const form = (act: string, words: string, look: string) =>
    `<form method="post" action="${at}/${act}">${idField(newId())}<button class="${look}">${words}</button></form>`
  if (of.state === 'begun')
    return `<div class="acts">${form('confirm', WORDS.confirm[language], 'wide')}${form(
      'cancel',
      WORDS.letGo[language],
      'quiet',
    )}</div>`
  if (of.state === 'confirmed' && of.mayCancel) {
    const words = cancelWords(language, momentShown(language, of.cancellableUntil, of.zone))
    return `<p class="less">${words}</p><div class="acts">${form('cancel', WORDS.cancel[language], 'quiet')}</div>`
  }
  if (of.state === 'confirmed') return `<p class="less">${WORDS.late[language]}</p>`
  return `<p><a class="wide" href="${base}/offers/${of.offerId}">${WORDS.again[language]}</a></p>`
}
