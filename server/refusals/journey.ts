import type { RefusalText } from '../refusals.ts'

export const journeyRefusals = {
  journey_version_id_reused: {
    status: 409,
    en: 'This id was used for another version of a journey.',
    zh: '该编号已用于旅程的另一个版本。',
  },
  journey_change_id_reused: {
    status: 409,
    en: 'This id was used for another change of a journey.',
    zh: '该编号已用于旅程的另一次变更。',
  },
  journey_unknown: { status: 404, en: 'There is no such journey.', zh: '没有这条旅程。' },
  journey_stopped: {
    status: 409,
    en: 'This journey was ended for ever. Save it as a new one.',
    zh: '该旅程已终止，请另存为新旅程。',
  },
  step_twice: {
    status: 422,
    en: 'Two steps of the journey have the same id.',
    zh: '旅程中有两个步骤的编号相同。',
  },
  gift_empty: {
    status: 422,
    en: 'A gift is points, a coupon, or both.',
    zh: '赠礼至少要有积分或优惠券。',
  },
} satisfies Record<string, RefusalText>
