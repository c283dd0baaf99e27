import type { Language } from '../language.ts'

type Words = Readonly<Record<Language, string>>
const words = <const Key extends string>(of: Readonly<Record<Key, Words>>) => of

/** What the members' zone and the page of reviews say. */
export const CLUB_WORDS = words({
  zone: { zh: '会员之家', en: 'Members’ forum' },
  topics: { zh: '话题', en: 'Topics' },
  reviews: { zh: '商品评价', en: 'Reviews' },
  mine: { zh: '我的评价', en: 'My reviews' },
  likes: { zh: '集赞有礼', en: 'Likes' },
  name: { zh: '我的昵称', en: 'My nickname' },
  shownAs: { zh: '其他会员看到的您：', en: 'Others read your name as:' },
  member: { zh: '会员', en: 'Member' },
  former: { zh: '前会员', en: 'Former member' },
  house: { zh: '官方', en: 'Shop' },
  pinned: { zh: '置顶', en: 'Pinned' },
  noTopics: { zh: '还没有话题，来发第一个吧。', en: 'No topics yet. Be the first to open one.' },
  noReviews: { zh: '还没有评价。', en: 'No reviews yet.' },
  nothingBought: {
    zh: '您购买商品后，可在这里评价。',
    en: 'Once you have bought something, you can review it here.',
  },
  open: { zh: '发表新话题', en: 'Open a topic' },
  title: { zh: '标题', en: 'Title' },
  body: { zh: '内容', en: 'Text' },
  reply: { zh: '回复', en: 'Reply' },
  send: { zh: '发表', en: 'Post' },
  save: { zh: '保存', en: 'Save' },
  review: { zh: '评价', en: 'Review' },
  stars: { zh: '评分', en: 'Stars' },
  saved: { zh: '已发表。', en: 'Posted.' },
  renamed: { zh: '昵称已保存。', en: 'Your nickname is saved.' },
  back: { zh: '返回', en: 'Back' },
  all: { zh: '全部商品', en: 'All products' },
  bought: { zh: '购买于', en: 'Bought on' },
  child: {
    zh: '未满 14 周岁的会员可以浏览，暂不能发表内容。',
    en: 'Members under 14 can read here but not write.',
  },
  rules: {
    zh: '请文明发言，不要留下电话或地址。门店可屏蔽不当内容。',
    en: 'Please be kind, and leave no phone number or address. The shop may hide what is unfit.',
  },
  nickRules: {
    zh: '1–20 个字，不能包含店名或电话号码。',
    en: 'Up to 20 characters, without the shop’s name or a phone number.',
  },
  own: { zh: '这是您的专属链接，请勿转发。', en: 'This link is yours alone. Please do not pass it on.' },
  earlier: { zh: '更早', en: 'Earlier' },
  later: { zh: '更新', en: 'Later' },
  membersOnly: {
    zh: '仅会员可发表评价。请通过您的专属链接进入会员之家。',
    en: 'Only members write reviews. Please use your own link to the members’ forum.',
  },
})

export const repliesWords = (language: Language, count: number): string =>
  language === 'zh' ? `${count} 条回复` : count === 1 ? '1 reply' : `${count} replies`

export const reviewsWords = (language: Language, count: number): string =>
  language === 'zh' ? `${count} 条评价` : count === 1 ? '1 review' : `${count} reviews`

/** How much more may be written today; only said when it is little. */
export const leftWords = (language: Language, count: number): string =>
  language === 'zh' ? `今天还可发表 ${count} 条。` : `${count} more today.`
