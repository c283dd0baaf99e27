export const campaignRefusals = {
  campaign_id_reused: {
    status: 409,
    en: 'This id was used for another campaign.',
    zh: '该编号已用于另一个活动。',
  },
  campaign_unknown: { status: 404, en: 'There is no such campaign.', zh: '没有这个活动。' },
  holdout_id_reused: {
    status: 409,
    en: 'This id was used for another period of the hold-out.',
    zh: '该编号已用于另一次全局对照设置。',
  },
  holdout_needs_members: {
    status: 422,
    en:
      'The chain has too few members for a hold-out of everything: it would show nothing. Each campaign’s own ' +
      'control group goes on measuring.',
    zh: '会员太少，全局对照看不出结果；各活动自己的对照组照常衡量效果。',
  },
  holdout_unknown: {
    status: 404,
    en: 'There is no such period of the hold-out.',
    zh: '没有这一期全局对照。',
  },
  arms_of_record_only: {
    status: 422,
    en: 'Only a past action brings its own control group; what Zhiji sends, it draws itself.',
    zh: '只有登记以往的活动才能自带对照组；由系统发送的活动由系统抽取对照组。',
  },
  control_not_in_segment: {
    status: 422,
    en: 'Somebody of the control group is not in the segment.',
    zh: '对照组中有会员不在该人群内。',
  },
  words_missing: {
    status: 422,
    en: 'A message needs its text, and an e-mail a subject too.',
    zh: '请填写消息内容；邮件还需要填写主题。',
  },
  template_broken: {
    status: 422,
    en:
      'The text cannot be filled in. Use only {{ member.name }}, {{ member.number }}, {{ chain.name }} and, by ' +
      'e-mail, SMS or WeChat, {{ link.preferences }}, {{ link.club }} and {{ link.own }}.',
    zh:
      '消息模板无法生成。可用变量只有 {{ member.name }}、{{ member.number }}、{{ chain.name }}，' +
      '以及邮件、短信、微信中的 {{ link.preferences }}、{{ link.club }} 和 {{ link.own }}。',
  },
  already_launched: {
    status: 409,
    en: 'This campaign has been launched and stays as it is.',
    zh: '该活动已经启动，不能再更改。',
  },
  plan_budget_spent: {
    status: 409,
    en: 'The plan of this campaign has not enough of its budget left, and its owner wants nothing launched beyond it.',
    zh: '所属营销计划的剩余预算不足，且已设为超预算不得启动。',
  },
  launch_waits: {
    status: 409,
    en: 'The launch of this campaign waits for a second person.',
    zh: '该活动的启动申请正在等待第二人审批。',
  },
  launch_decision_id_reused: {
    status: 409,
    en: 'This id was used for another decision about a launch.',
    zh: '该编号已用于另一次启动审批。',
  },
  launch_unknown: { status: 404, en: 'No such launch was asked for.', zh: '没有这条启动申请。' },
  launch_decided: {
    status: 409,
    en: 'This launch was decided already, or needed nobody to decide.',
    zh: '该启动申请已有结论，或无需审批。',
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
  step_list_id_reused: {
    status: 409,
    en: 'This id was used for another list.',
    zh: '该编号已用于另一份名单。',
  },
  step_list_unknown: { status: 404, en: 'There is no such list.', zh: '没有这份名单。' },
  nothing_waits: {
    status: 409,
    en: 'Nothing waits for a list at the moment.',
    zh: '目前没有等待导出的消息。',
  },
  not_a_post_list: {
    status: 422,
    en: 'This list holds text messages; labels are printed of lists by post.',
    zh: '这是短信名单；只有邮寄名单才能打印地址标签。',
  },
  not_a_post_campaign: {
    status: 409,
    en: 'Only a campaign by post has a printed mail list.',
    zh: '只有邮寄活动才能导出邮寄名单。',
  },
  sending_halted: {
    status: 409,
    en: 'All sending is halted. Take the halt back first.',
    zh: '全部发送已紧急停止，请先解除。',
  },
  sending_stopped: {
    status: 409,
    en: 'This campaign was stopped for good and cannot go on.',
    zh: '该活动已终止发送，不能继续。',
  },
  carrier_unknown: { status: 404, en: 'There is no such sending account.', zh: '没有这个发送通道。' },
  carrier_missing: {
    status: 422,
    en: 'Choose the account that carries these messages.',
    zh: '请选择发送通道。',
  },
  carrier_unfit: {
    status: 422,
    en: 'This account is switched off or carries something else.',
    zh: '该发送通道已停用，或不支持这种方式。',
  },
  carrier_provider_fixed: {
    status: 409,
    en: 'Provider and way of an account stay. Set up another account.',
    zh: '通道的服务商和方式不能更改，请另建通道。',
  },
  carrier_medium_unfit: {
    status: 422,
    en: 'This provider does not carry messages of this kind.',
    zh: '该服务商不支持这种方式。',
  },
  carrier_secret_missing: {
    status: 422,
    en: 'A new account needs its secret or password.',
    zh: '新建通道需要填写密钥或密码。',
  },
  webhook_secret_form: {
    status: 422,
    en: 'A webhook secret begins with whsec_ and holds at least 24 bytes in base64.',
    zh: 'Webhook 密钥须以 whsec_ 开头，后接至少 24 字节的 Base64。',
  },
  template_unknown: {
    status: 422,
    en: 'Choose one of the approved templates of this account.',
    zh: '请选择该通道下已审核通过的模板。',
  },
} as const
