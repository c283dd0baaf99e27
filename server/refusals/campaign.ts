export const campaignRefusals = {
  campaign_id_reused: {
    status: 409,
    en: 'This id was used for another campaign.',
    zh: '该编号已用于另一个活动。',
  },
  campaign_unknown: { status: 404, en: 'There is no such campaign.', zh: '没有这个活动。' },
  words_missing: {
    status: 422,
    en: 'A message needs its text, and an e-mail a subject too.',
    zh: '请填写消息内容；邮件还需要填写主题。',
  },
  template_broken: {
    status: 422,
    en: 'The text cannot be filled in. Use only {{ member.name }}, {{ member.number }} and {{ chain.name }}.',
    zh: '消息模板无法生成。可用变量只有 {{ member.name }}、{{ member.number }} 和 {{ chain.name }}。',
  },
  already_launched: {
    status: 409,
    en: 'This campaign has been launched and stays as it is.',
    zh: '该活动已经启动，不能再更改。',
  },
  not_launched: { status: 409, en: 'This campaign has not been launched yet.', zh: '该活动尚未启动。' },
  starts_before_segment: {
    status: 422,
    en: 'It must start after the last day the segment was chosen by, or it would be judged by those very sales.',
    zh: '开始日期必须晚于人群的统计截止日，否则会用挑选人群的销售来评判活动。',
  },
  past_start_for_sending: {
    status: 422,
    en: 'Messages go out now, so the campaign cannot have started in the past.',
    zh: '消息将立即发送，开始日期不能早于今天。',
  },
  no_mail_server: {
    status: 409,
    en: 'No mail server is set up. Set SMTP_URL, SMTP_FROM and PUBLIC_URL, or choose another channel.',
    zh: '尚未配置邮件服务器。请设置 SMTP_URL、SMTP_FROM 和 PUBLIC_URL，或改用其他渠道。',
  },
  not_an_sms_campaign: {
    status: 409,
    en: 'Only an SMS campaign has a file for the SMS provider.',
    zh: '只有短信活动才能导出短信文件。',
  },
  token_unknown: {
    status: 404,
    en: 'This link is not valid. Please reply to the message or ask in the shop.',
    zh: '该链接无效，请直接回复消息或到门店办理退订。',
  },
} as const
