export const reportRefusals = {
  report_filters_wrong: {
    status: 422,
    en: 'The filters do not fit this report.',
    zh: '筛选条件不适用于这张报表。',
  },
  too_long_for_pdf: {
    status: 422,
    en: 'This is too long for paper. Save it as Excel or CSV, or narrow it down.',
    zh: '内容太长，不适合打印。请导出 Excel 或 CSV，或缩小范围。',
  },
  report_schedule_id_reused: {
    status: 409,
    en: 'This id was used for another schedule.',
    zh: '该编号已用于另一个定时邮件。',
  },
  report_schedule_unknown: { status: 404, en: 'There is no such schedule.', zh: '没有这个定时邮件。' },
  rhythm_incomplete: {
    status: 422,
    en: 'Say the weekday of a weekly report, or the day of a monthly one.',
    zh: '每周发送请选择星期，每月发送请选择日期。',
  },
  recipient_unknown: {
    status: 422,
    en: 'A recipient does not work here.',
    zh: '有收件人不是在职员工。',
  },
  recipient_twice: {
    status: 422,
    en: 'A recipient is named twice.',
    zh: '有收件人重复。',
  },
} as const
