import type { EventKind } from '#domain/device/model/event'
import type { ChargeRefusal } from '#domain/device/model/offline'
import type { Sometimes } from '../sometimes.ts'

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Everything the page says of itself. */
export const PAGE = {
  zh: {
    title: '断网之夜：收银机模拟器',
    lead:
      '同一套决策代码，在您的浏览器里跑：几台收银机、总部、U 盘，和一切会出的故障。' +
      '一个种子就是一个夜晚；同一个种子，在任何电脑上都是同一个夜晚。',
    seed: '种子',
    count: '几个夜晚',
    run: '开始',
    stop: '停止',
    running: '正在模拟',
    good: '全部相符',
    bad: '有夜晚对不上',
    stopped: '已停止',
    nights: '个夜晚',
    failures: '个对不上',
    speed: '个/秒',
    hash: '结果指纹',
    met: '遇到过的情形',
    never: '还没遇到',
    story: '这一夜发生了什么',
    storyOf: '种子',
    show: '看这一夜',
    failed: '对不上的夜晚',
    times: '次数',
    link: '模拟了什么、检查什么',
  },
  en: {
    title: 'A night without a network',
    lead:
      'The very decisions of the tills and of head office, running in your browser with every trouble there is. ' +
      'A seed is a night; the same seed is the same night on every machine.',
    seed: 'Seed',
    count: 'Nights',
    run: 'Run',
    stop: 'Stop',
    running: 'Running',
    good: 'It all adds up',
    bad: 'Some nights do not add up',
    stopped: 'Stopped',
    nights: 'nights',
    failures: 'failures',
    speed: 'a second',
    hash: 'Fingerprint',
    met: 'What was met',
    never: 'not met yet',
    story: 'What happened that night',
    storyOf: 'Seed',
    show: 'Show the night',
    failed: 'Nights that do not add up',
    times: 'Times',
    link: 'What it simulates and what it checks',
  },
} as const

export const SOMETIMES_ZH: Readonly<Record<Sometimes, string>> = {
  'sale recorded without a network': '不联网也记下了销售',
  'voucher burned': '用付款码扣了款',
  'voucher refused twice': '同一付款码第二次被拒',
  'lease burned': '用预留额度扣了款',
  'lease over while offline': '离线时预留已到期',
  'limit burned': '在离线限额内扣了款',
  'limit refused': '超出离线限额被拒',
  'overspend named': '透支已登记',
  'frozen card burned': '已冻结的卡被扣款',
  'return after its sale': '退货晚于销售到达',
  'return before its sale': '退货先于销售到达',
  'answer lost': '总部的回复丢失',
  'segment duplicated': '同一段记录到了两次',
  'segment dropped': '一段记录丢在路上',
  'gap waited for': '中间缺了一段，先等着',
  'gap closed': '缺的一段补上了',
  'crash of a till': '收银机突然断电',
  'record torn': '磁盘上最后一条只写了一半',
  'unsynced record lost': '没落盘的记录没了',
  'crash of head office': '总部服务器崩溃',
  'head office restored': '总部从备份恢复',
  'log sent again after a restore': '恢复后收银机重新发送',
  'old events forgotten': '早已入账的记录从收银机清除',
  'sent again though it was answered': '已有答复的记录又发送了一次',
  'fork seen': '发现同一编号有两份内容',
  'till enrolled again': '收银机重新登记',
  'old epoch put aside': '旧登记的记录已搁置',
  'till revoked': '收银机被吊销',
  'revoked till put aside': '吊销后的记录已搁置',
  'second tab refused': '第二个窗口被拒',
  'clock set back noted': '时钟被调慢，已记下',
  'moment clamped': '不可信的时间被修正',
  'older policy refused': '旧策略被拒',
  'policy over': '策略已过期',
  'stick read': '读了 U 盘',
  'stick read twice': '同一 U 盘读了两次',
  'stick tampered refused': '被改过的 U 盘被拒',
  'stick cut refused': '残缺的 U 盘被拒',
  'reservation gone back': '到期预留退回会员',
  'reservation closed early': '预留提前了结',
  'unknown body put aside': '看不懂的记录已搁置',
  'forged segment refused': '伪造的记录被拒',
  'top-up credited': '收银机上的充值已入账',
  'top-up over the cap': '超过单卡上限的充值记为欠会员',
  'gift handed over': '积分兑换了礼品',
  'gift without points named': '积分不够的礼品已登记',
  'points burned': '用积分抵了款',
  'member enrolled at a till': '收银机上登记了新会员',
  'same mobile enrolled twice': '同一手机号登记了两次',
  'card number taken': '卡号已被占用，换了一个',
  'done but nobody answered': '总部办完了，却没来得及答复',
  'asked again after a lost answer': '没收到答复，原样再问一次',
  'second tab took over': '第二个窗口接着记账',
  'writing tab closed': '正在记账的窗口被关掉',
  'hub brought it': '门店中转站送到了总部',
  'hub brought it twice': '门店中转站送了两次',
  'hub held it for days': '门店中转站压了几天才送',
  'hub crashed': '门店中转站崩溃',
  'hub cloned': '门店中转站的旧镜像又送了一遍',
  'coupon used': '用了优惠券',
  'coupon spent twice named': '重复使用的优惠券已登记',
  'coupon beyond its cap named': '超出总量的优惠券已登记',
  'pass used': '次卡用了',
  'pass that is gone named': '次卡次数不够，已点名',
  'pass given back': '退货退回次数',
  'sold on account': '挂账',
  'on account refused': '挂账被拒',
  'credit line passed and named': '超过信用额度，已点名',
  'shift opened': '开班',
  'cash put in or taken out': '钱箱放入或取出现金',
  'shift closed': '交班',
  'forgotten by a restore named': '恢复时丢掉的预留已登记',
  'restored compared with its twin': '恢复后的总部与从未恢复的核对过',
}

type Both = Readonly<Record<Language, string>>

/** What else a cashier does; those that these nights can meet. */
const KINDS: Partial<Record<EventKind, Both>> = {
  top_up: { zh: '充值', en: 'takes money for a card' },
  gift: { zh: '用积分换礼品', en: 'hands over a gift for points' },
  enrolment: { zh: '登记新会员', en: 'enrols a member' },
  shift: { zh: '记录班次和钱箱', en: 'writes down what its drawer did' },
}
export const kindOf = (kind: EventKind, language: Language): string => KINDS[kind]?.[language] ?? kind

/** Why a till did not burn value; those that these nights can meet. */
const NO: Partial<Record<ChargeRefusal, Both>> = {
  no_credit_line: { zh: '不能挂账', en: 'no credit line' },
  over_credit_line: { zh: '超过信用额度', en: 'beyond the credit line' },
  policy_missing: { zh: '还没有策略', en: 'it has no policy' },
  policy_expired: { zh: '策略已过期', en: 'its policy is over' },
  certificate_over: { zh: '收银机证书已过期', en: 'its certificate is over' },
  epoch_over: { zh: '已有新的登记', en: 'it was enrolled anew elsewhere' },
  member_denied: { zh: '会员已冻结', en: 'the member is frozen' },
  reservation_elsewhere: { zh: '付款码不是给这台收银机的', en: 'the voucher is for another till' },
  reservation_of_another_member: { zh: '付款码是别的会员的', en: 'the voucher is another member’s' },
  reservation_over: { zh: '付款码或预留已到期', en: 'the voucher or lease is over' },
  reservation_used: { zh: '付款码已用过', en: 'the voucher was used' },
  reservation_too_small: { zh: '预留不够', en: 'not so much was set aside' },
  burn_needs_line: { zh: '离线不能扣款', en: 'it may not without a network' },
  balance_unknown: { zh: '不知道余额', en: 'it does not know the balance' },
  balance_too_old: { zh: '已知余额太旧', en: 'the balance it knows is too old' },
  over_last_balance: { zh: '超出已知余额', en: 'more than the balance it knows' },
  over_sale_limit: { zh: '超出单笔限额', en: 'over the limit of one sale' },
  over_card_limit: { zh: '超出每卡限额', en: 'over the limit of one card' },
  over_store_limit: { zh: '超出门店限额', en: 'over the limit of the store' },
}
export const noOf = (code: ChargeRefusal, language: Language): string => NO[code]?.[language] ?? code

const WAYS: Readonly<Record<string, Both>> = {
  voucher: { zh: '付款码', en: 'by a voucher' },
  lease: { zh: '预留额度', en: 'by a lease' },
  limit: { zh: '离线限额', en: 'on its limit' },
}
export const wayOf = (way: string | null, language: Language): string =>
  WAYS[way ?? '']?.[language] ?? (language === 'zh' ? '现金' : 'in cash')
