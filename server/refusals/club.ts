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
  like_offer_id_reused: {
    status: 409,
    en: 'This id was used for another offer.',
    zh: '该编号已用于另一个集赞活动。',
  },
  like_offer_ending_id_reused: {
    status: 409,
    en: 'This id was used to end another offer.',
    zh: '该编号已用于结束另一个集赞活动。',
  },
  like_offer_unknown: { status: 404, en: 'There is no such offer.', zh: '没有这个集赞活动。' },
  like_offer_past: {
    status: 422,
    en: 'Its last day is over. Choose a later one.',
    zh: '结束日期已过，请选择更晚的日期。',
  },
  like_offer_ended: {
    status: 409,
    en: 'This offer was ended already.',
    zh: '该集赞活动已经结束。',
  },
  collection_id_reused: {
    status: 409,
    en: 'This id was used for another collection.',
    zh: '该编号已用于另一次集赞。',
  },
  collection_begun: {
    status: 409,
    en: 'You are collecting likes for this already.',
    zh: '您已经参加了这个集赞活动。',
  },
  like_id_reused: { status: 409, en: 'This id was used for another like.', zh: '该编号已用于另一个赞。' },
  like_link_unknown: {
    status: 404,
    en: 'This link is not valid any more.',
    zh: '该链接无效或已失效。',
  },
  like_cookie_needed: {
    status: 422,
    en: 'Please allow cookies for this page and press again, so that each friend counts once.',
    zh: '请允许本页面使用 Cookie 后再点一次，这样每位好友才能计一个赞。',
  },
  like_own: {
    status: 409,
    en: 'This is your own page. Pass it on: your friends’ likes count.',
    zh: '这是您自己的集赞页，请转发给好友点赞。',
  },
  like_given: { status: 409, en: 'You have liked this already. Thank you!', zh: '您已经点过赞了，谢谢！' },
  collection_full: {
    status: 409,
    en: 'All likes are there already. Thank you!',
    zh: '赞已集满，谢谢您的支持！',
  },
  like_offer_gone: {
    status: 409,
    en: 'All of them have been won. The offer is over.',
    zh: '名额已被领完，活动结束。',
  },
  like_offer_closed: {
    status: 409,
    en: 'This offer is not open today.',
    zh: '该活动目前不在进行中。',
  },
  like_members_only: {
    status: 403,
    en: 'Members’ likes count here. Say who you are, or become a member first.',
    zh: '本活动仅会员点赞有效，请先验证会员身份或加入会员。',
  },
  like_member_unknown: {
    status: 422,
    en: 'Card number and mobile do not belong together. Please look again.',
    zh: '会员号与手机号不匹配，请核对后再试。',
  },
  like_limit_reached: {
    status: 429,
    en: 'Too many likes came from this phone or network today. Please come back tomorrow.',
    zh: '该手机或网络今天的点赞次数已达上限，请明天再来。',
  },
} satisfies Record<string, RefusalText>
