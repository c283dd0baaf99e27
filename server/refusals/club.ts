import type { RefusalText } from '../refusals.ts'

export const clubRefusals = {
  club_link_unknown: {
    status: 404,
    en: 'This link is not valid any more. Ask in the shop for your own link.',
    zh: '该链接无效或已失效，请到门店获取您的专属链接。',
  },
  post_id_reused: { status: 409, en: 'This id was used for another post.', zh: '该编号已用于另一条内容。' },
  club_child: {
    status: 403,
    en: 'Members under 14 can read here but not write.',
    zh: '未满 14 周岁的会员可以浏览，暂不能发表内容。',
  },
  club_limit_reached: {
    status: 429,
    en: 'You have written a lot today. Please come back tomorrow.',
    zh: '您今天发表的内容已达上限，请明天再来。',
  },
  topic_unknown: {
    status: 404,
    en: 'This topic is not here any more.',
    zh: '该话题不存在或已下架。',
  },
  product_not_bought: {
    status: 422,
    en: 'You can review what you have bought and kept.',
    zh: '只能评价您已购买且未退货的商品。',
  },
  review_given: {
    status: 409,
    en: 'You have reviewed this product already.',
    zh: '您已评价过该商品。',
  },
  nickname_id_reused: {
    status: 409,
    en: 'This id was used for another nickname.',
    zh: '该编号已用于另一个昵称。',
  },
  nickname_unfit: {
    status: 422,
    en: 'Please choose a nickname without the shop’s name and without a phone number.',
    zh: '昵称不能包含店名、“官方”“客服”字样或电话号码。',
  },
  nickname_taken: {
    status: 409,
    en: 'This nickname is taken. Please choose another one.',
    zh: '该昵称已被使用，请换一个。',
  },
  moderation_id_reused: {
    status: 409,
    en: 'This id was used for another act on a post.',
    zh: '该编号已用于另一次内容处理。',
  },
  post_unknown: { status: 404, en: 'There is no such post.', zh: '没有这条内容。' },
  hiding_reason_needed: { status: 422, en: 'Say why it is hidden.', zh: '请填写屏蔽原因。' },
  only_topics_are_pinned: { status: 422, en: 'Only topics can be pinned.', zh: '只有话题可以置顶。' },
  post_stands_so: {
    status: 409,
    en: 'It stands so already. Reload the page.',
    zh: '该内容已是此状态，请刷新页面。',
  },
  answer_misplaced: {
    status: 422,
    en: 'Answer the topic, not a reply under it.',
    zh: '请回复话题本身，不能回复楼层。',
  },
  club_rules_id_reused: {
    status: 409,
    en: 'This id was used for other limits of the forum.',
    zh: '该编号已用于另一组论坛限制。',
  },
} satisfies Record<string, RefusalText>
