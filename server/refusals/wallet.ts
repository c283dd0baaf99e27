export const walletRefusals = {
  opening_id_reused: {
    status: 409,
    en: 'This id was used for another opening balance.',
    zh: '该编号已用于另一笔期初余额。',
  },
} as const
