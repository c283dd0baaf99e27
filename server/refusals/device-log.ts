import type { RefusalText } from '../refusals.ts'

/** What tills wrote down, what is set aside for them, and their files. */
export const deviceLogRefusals = {
  device_not_active: {
    status: 422,
    en: 'This till is frozen or revoked: nothing is set aside for it.',
    zh: '该收银机已冻结或停用，不能预留额度。',
  },
  reservation_id_reused: {
    status: 409,
    en: 'This id was used for another reservation.',
    zh: '该编号已用于另一笔预留。',
  },
  nothing_to_reserve: { status: 422, en: 'Say how much to set aside.', zh: '请填写要预留的金额或积分。' },
  store_has_no_till: {
    status: 422,
    en: 'This branch has no till that could spend it.',
    zh: '该门店没有可使用预留额度的收银机。',
  },
  card_or_pin_wrong: {
    status: 422,
    en: 'Card number or PIN is wrong, or the card is blocked for now.',
    zh: '卡号或支付密码有误，或该卡暂不可用。',
  },
  settlement_id_reused: {
    status: 409,
    en: 'This id was used for another exception.',
    zh: '该编号已用于处理另一条异常。',
  },
  exception_unknown: { status: 404, en: 'There is no such exception.', zh: '没有这条异常。' },
  exception_settled: { status: 409, en: 'Somebody has looked at it already.', zh: '这条异常已经处理过。' },
  quarantine_decision_id_reused: {
    status: 409,
    en: 'This id was used for another decision.',
    zh: '该编号已用于另一项决定。',
  },
  device_event_unknown: { status: 404, en: 'There is no such record of a till.', zh: '没有这条收银机记录。' },
  event_in_two_branches: {
    status: 422,
    en: 'Two versions of this record were put aside: say which by its hash.',
    zh: '这条记录有两个版本待审核，请指明是哪一个。',
  },
  event_not_quarantined: {
    status: 409,
    en: 'This record was not put aside.',
    zh: '这条记录不在待审核之列。',
  },
  quarantine_decided: { status: 409, en: 'This was decided already.', zh: '这条记录已有决定。' },
  bundle_id_reused: { status: 409, en: 'This id was used for another file.', zh: '该编号已用于另一个文件。' },
  bundle_too_large: { status: 413, en: 'This file is too large.', zh: '文件过大。' },
  bundle_unreadable: {
    status: 422,
    en: 'This is no file of a till, or a part of it is missing.',
    zh: '这不是收银机记录文件，或文件不完整。',
  },
  bundle_not_ours: {
    status: 422,
    en: 'This file is not for this head office.',
    zh: '这个文件不是发给本总部的。',
  },
  bundle_signature_wrong: {
    status: 422,
    en: 'This file was not signed by that till, or was changed.',
    zh: '文件签名不符，可能被改动过。',
  },
  bundle_content_wrong: {
    status: 422,
    en: 'What is in this file is not what it says.',
    zh: '文件内容与说明不符。',
  },
  bundle_segment_wrong: {
    status: 422,
    en: 'A part of this log does not hold together.',
    zh: '记录中有一段前后不符。',
  },
  bundle_unknown: { status: 404, en: 'There is no such file.', zh: '没有这个文件。' },
  bundle_running: {
    status: 409,
    en: 'This file is still being brought in.',
    zh: '文件仍在导入中，请稍候。',
  },
} satisfies Record<string, RefusalText>
