import type { RefusalText } from '../refusals.ts'

export const deviceRefusals = {
  device_code_id_reused: {
    status: 409,
    en: 'This code was made before with other words.',
    zh: '该登记码已按其他内容生成过。',
  },
  device_unknown: { status: 404, en: 'There is no such till.', zh: '没有这台收银机。' },
  device_revoked: { status: 409, en: 'This till was revoked.', zh: '这台收银机已被吊销。' },
  device_enrolment_id_reused: {
    status: 409,
    en: 'This enrolment was sent before. Start again with a new code.',
    zh: '这次登记已提交过，请用新的登记码重新开始。',
  },
  device_code_wrong: {
    status: 422,
    en: 'This code is wrong, spent or too old. Ask for a new one.',
    zh: '登记码不正确、已用过或已过期，请重新生成。',
  },
  device_enrolment_unknown: { status: 404, en: 'There is no such enrolment.', zh: '没有这次登记。' },
  device_enrolment_decided: {
    status: 409,
    en: 'Somebody has decided about this till already.',
    zh: '这台收银机已有人处理过。',
  },
  device_approval_id_reused: {
    status: 409,
    en: 'This decision was sent before with other words.',
    zh: '该决定已按其他内容提交过。',
  },
  device_revocation_id_reused: {
    status: 409,
    en: 'This revocation was sent before with other words.',
    zh: '该吊销已按其他内容提交过。',
  },
  device_limit_id_reused: {
    status: 409,
    en: 'These limits were sent before with other words.',
    zh: '该限额已按其他内容提交过。',
  },
  e_receipt_unknown: {
    status: 404,
    en: 'There is no such receipt, or it has not arrived yet.',
    zh: '没有这张小票，或门店尚未上传。',
  },
  media_unknown: { status: 404, en: 'There is no such picture.', zh: '没有这张图片。' },
  media_not_a_picture: {
    status: 422,
    en: 'This is no JPEG, PNG or WebP picture.',
    zh: '这不是 JPEG、PNG 或 WebP 图片。',
  },
  media_too_large: { status: 413, en: 'This picture is too large.', zh: '图片过大。' },
  print_job_empty: { status: 422, en: 'There is nothing to print.', zh: '没有可打印的内容。' },
  print_job_too_large: { status: 413, en: 'This print job is too long.', zh: '打印内容过长。' },
  printer_refused: {
    status: 422,
    en: 'This address is not a printer in the shop’s own network.',
    zh: '这个地址不是本店局域网内的打印机。',
  },
} satisfies Record<string, RefusalText>
