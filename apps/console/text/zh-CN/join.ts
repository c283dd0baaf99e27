import type { Words } from '#ui/kit/text/words.ts'
import type { join as en } from '../en/join.ts'

export const join = {
  by: '{{chain}} · 会员申请',
  needed: '标有 * 的为必填项。',
  missing: '请填写此项。',
  consent: '入会条款',
  agreed: '我已阅读并同意以上条款。',
  agreedMissing: '请阅读以上条款，同意后勾选此处。',
  news: '接收优惠信息（自愿）',
  newsNote: '按需勾选，不勾选也可入会；日后可随时到店更改。',
  channel: { sms: '短信', email: '电子邮件' },
  send: '提交申请',
  away: '网络连接失败，已填写的内容仍在，请稍后再次提交。',
  thanks: '感谢您的申请',
  thanksWords: '您填写的资料已收到，门店会告知您会员卡号或后续安排。',
  hadArrived: '您先前提交的申请已收到',
  hadArrivedWords: '以先前提交的内容为准，之后的修改未被采用。如需更正，请告知门店。',
  close: '现在可以关闭此页面。',
  gone: '这张申请表未开放',
  goneWords: '网址可能有误，或该申请表已停止收表。请咨询门店工作人员。',
} satisfies Words<typeof en>
