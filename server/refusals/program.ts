export const programRefusals = {
  program_id_reused: {
    status: 409,
    en: 'This id was used for another version of the program.',
    zh: '该编号已用于另一版会员方案。',
  },
} as const
