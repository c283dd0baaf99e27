import type { RefusalText } from '../refusals.ts'

export const surveyRefusals = {
  survey_wording_id_reused: {
    status: 409,
    en: 'This id was used for other words of a survey.',
    zh: '该编号已用于另一份问卷内容。',
  },
  survey_act_id_reused: {
    status: 409,
    en: 'This id was used for another act on a survey.',
    zh: '该编号已用于另一次问卷操作。',
  },
  survey_unknown: { status: 404, en: 'There is no such survey.', zh: '没有这份问卷。' },
  survey_opened: {
    status: 409,
    en: 'This survey was opened and stays as it is worded. Copy it to ask something else.',
    zh: '问卷已发布，内容不能再改。如需调整，请复制一份新的。',
  },
  survey_over: {
    status: 422,
    en: 'Its last day is over. Choose a later one.',
    zh: '截止日期已过，请选择更晚的日期。',
  },
  survey_stands_so: {
    status: 409,
    en: 'It stands so already. Reload the page.',
    zh: '问卷已是此状态，请刷新页面。',
  },
  survey_link_unknown: {
    status: 404,
    en: 'This link is not valid any more.',
    zh: '该链接无效或已失效。',
  },
  survey_closed: {
    status: 409,
    en: 'This survey is closed. Thank you for your time.',
    zh: '本次问卷已结束，感谢您的关注。',
  },
  reply_unfit: {
    status: 422,
    en: 'Please answer the question with one of its choices.',
    zh: '请从题目给出的选项中作答。',
  },
  survey_unfit: {
    status: 422,
    en: 'A survey goes by e-mail, SMS or WeChat, and for the purpose of surveys.',
    zh: '问卷只能通过邮件、短信或微信发送，且消息用途须为“问卷调查”。',
  },
  survey_link_missing: {
    status: 422,
    en: 'The words hold no way to answer. Put in the choices or the link of the survey.',
    zh: '消息中没有作答入口，请插入问卷选项或问卷链接。',
  },
} satisfies Record<string, RefusalText>
