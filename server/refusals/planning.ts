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
    en: 'This entry was saved before with other content. Look at the entries, then enter what is missing.',
    zh: '这笔登记此前已保存，但内容不同。请先核对登记记录，再补登。',
  },
  budget_code_unknown: {
    status: 404,
    en: 'The budget of the live program has no such head. It may have changed: reload the page.',
    zh: '现行方案的预算里没有这一项，可能刚改过，请刷新页面。',
  },
  budget_row_counted: {
    status: 409,
    en: 'This head is counted from sales and ledgers by itself; only heads entered by hand take entries.',
    zh: '这一项按账目自动统计，无须登记；只有“手工录入”的项目才能登记。',
  },
} satisfies Record<string, RefusalText>
