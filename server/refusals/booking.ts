import type { RefusalText } from '../refusals.ts'

export const bookingRefusals = {
  booking_link_unknown: {
    status: 404,
    en: 'This link is not valid any more. Ask in the shop for your own link.',
    zh: '该链接无效或已失效，请到门店获取您的专属链接。',
  },
  booking_terms_id_reused: {
    status: 409,
    en: 'This id was used for other terms of booking.',
    zh: '该编号已用于另一项预约设置。',
  },
  booking_id_reused: {
    status: 409,
    en: 'This id was used for another booking.',
    zh: '该编号已用于另一个预约。',
  },
  booking_act_id_reused: {
    status: 409,
    en: 'This id was used for another act on a booking.',
    zh: '该编号已用于另一次预约处理。',
  },
  booking_offer_unknown: {
    status: 404,
    en: 'There is nothing to book under this choice.',
    zh: '没有这个预约项目。',
  },
  booking_unknown: { status: 404, en: 'There is no such booking.', zh: '没有这个预约。' },
  booking_closed: {
    status: 409,
    en: 'This cannot be booked at the moment.',
    zh: '该项目目前不接受预约。',
  },
  booking_in_past: {
    status: 422,
    en: 'This time is over. Please choose a later one.',
    zh: '该时间已过，请选择之后的时间。',
  },
  booking_too_far: {
    status: 422,
    en: 'This day is too far ahead. Please choose an earlier one.',
    zh: '该日期尚未开放预约，请选择更近的日期。',
  },
  time_not_offered: {
    status: 422,
    en: 'This time is not offered. Please choose one of the list.',
    zh: '该时间不可预约，请从列表中选择。',
  },
  booking_most_open: {
    status: 409,
    en: 'You have as many bookings of this before you as you may have. Cancel one first.',
    zh: '该项目未到店的预约已达上限，请先取消一个。',
  },
  time_taken: {
    status: 409,
    en: 'This time has just been taken. Please choose another one.',
    zh: '该时间已被约满，请选择其他时间。',
  },
  booking_hold_over: {
    status: 409,
    en: 'Your time was not held any longer. Please choose a time again.',
    zh: '为您保留的时间已过，请重新选择。',
  },
  booking_stands_otherwise: {
    status: 409,
    en: 'This booking stands otherwise by now. Reload the page.',
    zh: '该预约的状态已变化，请刷新页面。',
  },
  booking_cancel_late: {
    status: 409,
    en: 'It is too late to cancel here. Please call the shop.',
    zh: '已过可自行取消的时间，请致电门店。',
  },
  booking_not_yet: {
    status: 422,
    en: 'It is too early to say so: the booking has not come yet.',
    zh: '预约时间未到，暂不能这样登记。',
  },
  booking_sale_unfit: {
    status: 422,
    en: 'The receipt must be a sale of this member that stands, of a booking that was kept.',
    zh: '小票须为该会员的有效销售单，且预约状态为已到店。',
  },
} satisfies Record<string, RefusalText>
