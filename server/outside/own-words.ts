import type { BookingState } from '#domain/booking/model/state'
import type { Language } from '../language.ts'

type Words = Readonly<Record<Language, string>>
const words = <const Key extends string>(of: Readonly<Record<Key, Words>>) => of

/** What the member's own page says (C90). */
export const OWN_WORDS = words({
  page: { zh: '我的预约', en: 'My bookings' },
  book: { zh: '立即预约', en: 'Book a time' },
  coming: { zh: '我的预约', en: 'My bookings' },
  none: { zh: '您还没有预约。', en: 'You have no bookings.' },
  noOffers: { zh: '目前没有可预约的项目。', en: 'Nothing can be booked at the moment.' },
  points: { zh: '可用积分', en: 'Points' },
  purchases: { zh: '最近消费', en: 'Latest purchases' },
  noPurchases: { zh: '您还没有消费记录。', en: 'You have bought nothing yet.' },
  own: { zh: '这是您的专属链接，请勿转发。', en: 'This link is yours alone. Please do not pass it on.' },
  back: { zh: '返回', en: 'Back' },
  chooseDay: { zh: '请选择日期', en: 'Choose a day' },
  chooseTime: { zh: '请选择时间', en: 'Choose a time' },
  otherDay: { zh: '选择其他日期', en: 'Another day' },
  full: { zh: '约满', en: 'Full' },
  noTimes: { zh: '这一天没有可预约的时间。', en: 'There is no time to be had on this day.' },
  check: { zh: '请确认预约', en: 'Please confirm' },
  what: { zh: '项目', en: 'What' },
  where: { zh: '门店', en: 'Where' },
  when: { zh: '时间', en: 'When' },
  who: { zh: '预约人', en: 'Who' },
  howMuch: { zh: '到店价格', en: 'Price in the shop' },
  confirm: { zh: '确认预约', en: 'Confirm' },
  letGo: { zh: '不约了', en: 'Do not book' },
  cancel: { zh: '取消预约', en: 'Cancel the booking' },
  again: { zh: '重新预约', en: 'Book again' },
  done: { zh: '预约成功，期待您的光临。', en: 'You are booked. We look forward to seeing you.' },
  gone: { zh: '已取消。', en: 'Cancelled.' },
  over: {
    zh: '为您保留的时间已过，这个时间已放出。',
    en: 'Your time was not held any longer; others can take it again.',
  },
  late: {
    zh: '如需取消请致电门店。',
    en: 'Please call the shop to cancel.',
  },
  member: { zh: '会员', en: 'Member' },
})

/** How a booking stands, to whoever made it. */
export const STATE_WORDS: Readonly<Record<BookingState, Words>> = {
  begun: { zh: '待确认', en: 'Not confirmed yet' },
  confirmed: { zh: '已预约', en: 'Booked' },
  kept: { zh: '已到店', en: 'Kept' },
  missed: { zh: '未到店', en: 'Missed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  given_up: { zh: '未确认，已释放', en: 'Not confirmed, released' },
  replaced: { zh: '已改约', en: 'Changed' },
}

export const minutesWords = (language: Language, n: number): string =>
  language === 'zh' ? `${n} 分钟` : `${n} minutes`

export const freeWords = (language: Language, n: number): string =>
  language === 'zh' ? `${n} 个时间可约` : n === 1 ? '1 time' : `${n} times`

export const heldWords = (language: Language, until: string): string =>
  language === 'zh'
    ? `已为您保留至 ${until}，请在此之前确认。`
    : `This time is held for you until ${until}. Please confirm before then.`

export const cancelWords = (language: Language, until: string): string =>
  language === 'zh' ? `${until} 前可自行取消。` : `You can cancel here until ${until}.`

export const earnedWords = (language: Language, n: number): string =>
  language === 'zh' ? `${n > 0 ? '+' : ''}${n} 积分` : `${n > 0 ? '+' : ''}${n} points`
