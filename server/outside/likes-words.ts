import type { Language } from '../language.ts'

type Words = Readonly<Record<Language, string>>
const words = <const Key extends string>(of: Readonly<Record<Key, Words>>) => of

/** What the pages of likes say: the member’s own, and the one that is passed on (集赞). */
export const LIKES_WORDS = words({
  none: {
    zh: '目前没有集赞活动，请稍后再来看看。',
    en: 'Nothing to collect likes for right now. Please look again later.',
  },
  prize: { zh: '集满即得', en: 'You unlock' },
  until: { zh: '活动截止', en: 'Until' },
  begin: { zh: '我要参加', en: 'Start collecting' },
  child: { zh: '未满 14 周岁的会员暂不能参加。', en: 'Members under 14 cannot take part.' },
  pass: {
    zh: '打开集赞页，点右上角「···」转发给好友；也可以让好友扫下面的二维码。',
    en: 'Open your page and pass it on to your friends, or let them scan this code.',
  },
  open: { zh: '打开集赞页', en: 'Open my page' },
  address: { zh: '长按复制链接', en: 'Link to copy' },
  code: { zh: '集赞页二维码', en: 'Code of your page' },
  unlocked: {
    zh: '已集满！优惠券已放入您的会员账户，到店报会员号即可使用。',
    en: 'Unlocked! The coupon is in your account. Show your member number in the shop to use it.',
  },
  begun: { zh: '已参加，快转发给好友吧！', en: 'You are in. Pass your page on to your friends!' },
  ask: { zh: '帮我点个赞吧！', en: 'Please give me a like!' },
  like: { zh: '为TA点赞', en: 'Give a like' },
  liked: { zh: '点赞成功，谢谢您！', en: 'Your like counts. Thank you!' },
  given: { zh: '您已经点过赞了，谢谢！', en: 'You have liked this already. Thank you!' },
  full: { zh: '赞已集满，谢谢大家！', en: 'All likes are there. Thank you, everybody!' },
  own: {
    zh: '这是您自己的集赞页。点右上角「···」转发给好友，请好友来点赞。',
    en: 'This is your own page. Pass it on: your friends’ likes count.',
  },
  membersOnly: { zh: '本活动仅会员点赞有效。', en: 'Only members’ likes count here.' },
  iAm: { zh: '我是会员', en: 'I am a member' },
  number: { zh: '会员号', en: 'Member number' },
  mobile: { zh: '登记的手机号', en: 'Mobile we know you by' },
  confirm: { zh: '验证', en: 'Confirm' },
  known: { zh: '验证成功，现在可以点赞了。', en: 'Thank you. You can give your like now.' },
  join: { zh: '免费加入会员', en: 'Become a member' },
  joinToo: { zh: '我也想要，加入会员', en: 'I want it too: become a member' },
  member: { zh: '一位会员', en: 'A member' },
  once: {
    zh: '每位好友限点一次，我们用 Cookie 区分浏览器。',
    en: 'Each friend counts once; a cookie tells browsers apart.',
  },
  coming: { zh: '活动尚未开始', en: 'Not begun yet' },
  gone: { zh: '名额已领完', en: 'All have been won' },
  over: { zh: '活动已结束', en: 'This offer is over' },
  ended: { zh: '活动已结束', en: 'This offer is over' },
})

/** “12 of 30 likes”. */
export const countWords = (language: Language, likes: number, needed: number): string =>
  language === 'zh' ? `已集 ${likes} / ${needed} 个赞` : `${likes} of ${needed} likes`

export const leftWords = (language: Language, left: number): string =>
  language === 'zh' ? `还差 ${left} 个赞` : left === 1 ? 'One more like' : `${left} more likes`

export const collects = (language: Language, name: string): string =>
  language === 'zh' ? `${name} 正在集赞` : `${name} is collecting likes`
