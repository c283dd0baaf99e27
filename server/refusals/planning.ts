import type { RefusalText } from '../refusals.ts'

export const planningRefusals = {
  rehearsal_id_reused: {
    status: 409,
    en: 'This id was used for another rehearsal.',
    zh: '该编号已用于另一次方案演练。',
  },
  rehearsal_unknown: { status: 404, en: 'There is no such rehearsal.', zh: '没有这次方案演练。' },
  days_reversed: { status: 422, en: 'The first day is after the last.', zh: '起始日期晚于结束日期。' },
  no_sales_then: {
    status: 422,
    en: 'There are no sales in this period to rehearse on.',
    zh: '所选期间没有销售记录，无法演练。',
  },
  budget_actual_id_reused: {
    status: 409,
    en: 'This id was used for another entry of the budget.',
    zh: '该编号已用于另一笔预算实际发生额。',
  },
  budget_code_unknown: {
    status: 404,
    en: 'The live program has no such budget row.',
    zh: '现行方案的预算里没有这一项。',
  },
  budget_row_counted: {
    status: 409,
    en: 'This budget row is counted from the ledgers; only rows by hand take entries.',
    zh: '这一项由账目自动统计，只有手工登记的项目才能录入。',
  },
} satisfies Record<string, RefusalText>
