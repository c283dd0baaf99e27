import type { RefusalText } from '../refusals.ts'

export const contentRefusals = {
  broadcast_wording_id_reused: {
    status: 409,
    en: 'This id was used for other words of a broadcast.',
    zh: '该编号已用于另一份图文内容。',
  },
  broadcast_act_id_reused: {
    status: 409,
    en: 'This id was used for another act on a broadcast.',
    zh: '该编号已用于另一次图文操作。',
  },
  broadcast_unknown: { status: 404, en: 'There is no such broadcast.', zh: '没有这篇图文。' },
  broadcast_fixed: {
    status: 409,
    en: 'Only a draft can be changed. Take the broadcast back first.',
    zh: '只有草稿可以修改，请先取消排期。',
  },
  broadcast_stands_so: {
    status: 409,
    en: 'It does not stand so any more. Reload the page.',
    zh: '图文状态已变化，请刷新页面。',
  },
  broadcast_past: {
    status: 422,
    en: 'This moment is over. Choose a later one.',
    zh: '发布时间已过，请选择更晚的时间。',
  },
  broadcast_in_quiet_hours: {
    status: 422,
    en: 'Quiet hours hold at this moment. Choose another one.',
    zh: '该时间处于免打扰时段，请换一个时间。',
  },
  broadcast_fifth: {
    status: 409,
    en: 'Four broadcasts of this account are planned or sent in this month. WeChat lets a follower have four a month.',
    zh: '该公众号本月已安排或发送 4 篇。微信规定每位关注者每月最多收到 4 次群发。',
  },
  account_unknown: {
    status: 422,
    en: 'Choose an official account that is set up under Channels.',
    zh: '请选择已在“发送通道”中设置的公众号。',
  },
  account_off: {
    status: 409,
    en: 'This account is switched off. Switch it on under Channels first.',
    zh: '该公众号通道已停用，请先在“发送通道”中启用。',
  },
  picture_unknown: { status: 404, en: 'There is no such picture.', zh: '没有这张图片。' },
  picture_too_large: {
    status: 422,
    en: 'The picture is larger than 1 MB. Save it smaller.',
    zh: '图片超过 1 MB，请压缩后再上传。',
  },
  picture_unfit: {
    status: 422,
    en: 'WeChat takes JPEG and PNG here.',
    zh: '此处仅支持 JPEG 和 PNG 图片。',
  },
} satisfies Record<string, RefusalText>
