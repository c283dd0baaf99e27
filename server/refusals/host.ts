/** What the host itself refuses, before or around any command. */
export const hostRefusals = {
  invalid: { status: 422, en: 'Some fields are not filled in correctly.', zh: '部分内容填写有误。' },
  malformed: { status: 400, en: 'The request could not be read.', zh: '无法读取请求内容。' },
  sign_in_needed: { status: 401, en: 'Please sign in.', zh: '请先登录。' },
  not_allowed: { status: 403, en: 'You do not have the right to do this.', zh: '您没有执行此操作的权限。' },
  cross_site: {
    status: 403,
    en: 'This request came from another site and was not carried out.',
    zh: '请求来自其他网站，已拒绝执行。',
  },
  not_found: { status: 404, en: 'There is nothing at this address.', zh: '该地址不存在。' },
  too_large: { status: 413, en: 'The request is too large.', zh: '请求内容过大。' },
  wrong_media_type: {
    status: 415,
    en: 'This kind of content is not accepted here.',
    zh: '不支持这种内容类型。',
  },
  too_many_requests: {
    status: 429,
    en: 'Too many requests. Please wait a moment.',
    zh: '请求过于频繁，请稍候。',
  },
  our_fault: { status: 500, en: 'Something went wrong on our side.', zh: '系统内部出错，请联系管理员。' },
  try_later: { status: 503, en: 'Busy at the moment. Please try again.', zh: '系统繁忙，请稍后重试。' },
} as const
