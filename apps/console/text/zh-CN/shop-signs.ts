import type { Words } from '#ui/kit/text/words.ts'
import type { shopSigns as en } from '../en/shop-signs.ts'

export const shopSigns = {
  dead: {
    known_other:
      '截至 {{day}}，{{all}} 位会员中有 {{n}} 位（{{share}}）已有 {{months}} 个月毫无动静：没有消费，没有积分或兑换，也没有到访。其中 {{reachable}} 位还可触达。',
    none: '截至 {{day}}，{{all}} 位会员在 {{months}} 个月内都有动静。',
    little: '截至 {{day}} 只有 {{all}} 位会员，谈占比还太少，至少需要 {{least}} 位。',
    months: '沉默时长',
    month_other: '{{n}} 个月以上',
    members: '僵尸会员',
    reachable: '仍可触达',
    points: '名下积分',
    stored: '名下储值',
    picture: '最后一次有动静是什么时候',
    label: '按最后一次有动静的时间统计的僵尸会员；数字见表格。',
    note: '点击一行查看名单，也可以从那里联系他们。',
    last: '最后一次动静',
    never: '入会后从未有过',
    between: '{{from}}–{{to}} 个月前',
    over: '{{n}} 个月以前',
    all: '合计',
    how: {
      method:
        '消费、充值、获得或兑换积分礼品、使用权益、领取奖励、使用随货码，以及店员记录的到访，都算有动静。入会不满这段时间的会员同样给足时间。积分、储值和可触达情况以现在为准。',
      limits:
        '消费时没有出示会员卡的人，在这里看起来也像没有动静。仅仅收到消息或优惠券不算。已退会和已归档的会员不在其中。放弃之前请再联系一次，并留出对照组：只有结果能证明他们真的不会再来。',
    },
  },
  funnel: {
    known:
      '自 {{from}} 以来入会的 {{n}} 位会员中，{{first}} 首次到店就消费；至少来过 {{visit}} 次的人中，{{share}} 到那时已消费。',
    once: '自 {{from}} 以来入会的 {{n}} 位会员中，{{first}} 首次到店就消费，还没有人再次到店的记录。',
    purchases_only:
      '数据太少：自 {{from}} 以来入会的 {{n}} 位会员，除消费外几乎没有到店记录（未消费的到店只有 {{without}} 次，至少需要 {{least}} 次）。来过又走的人没有留下记录。',
    too_little: '数据太少：自 {{from}} 以来入会的会员中，只有 {{n}} 位有到店记录，至少需要 {{least}} 位。',
    months: '入会时间',
    month_other: '最近 {{n}} 个月',
    joined: '新入会',
    bought: '其中已消费',
    boughtNote: '占新入会 {{share}}',
    without: '未消费的到店',
    withoutNote: '共 {{n}} 次到店',
    picture: '第几次到店时已消费',
    note: '在至少来过这么多次的人中，有多少人到那时已经消费过。',
    label: '到第几次到店时已消费的占比；数字见表格。',
    step: '第 {{n}} 次到店',
    visit: '到店',
    visitors: '至少来过这么多次',
    buyers: '到那时已消费',
    how: {
      method:
        '能确定会员当天在店，才算一次到店：在门店办理入会、消费、充值、兑换礼品、领取奖励、使用权益，或店员在会员主页记录的到访。同一天多项只算一次。',
      limits:
        '来过但没有留下记录的人不在其中，所以真实占比更低；请店员连续几周记录到访，就能看清。来得多的人本来就少而热心：他们的占比不等于“让所有人再来一次”的效果。',
    },
  },
  stale: {
    known_other:
      '{{all}} 份会员资料中有 {{n}} 份（{{share}}）自 {{day}} 起没有更新也没有确认过：下次到店时请顺便核对。',
    none: '全部 {{all}} 份会员资料自 {{day}} 以来都更新或确认过。',
    nobody: '还没有会员。',
    months: '多久未更新',
    month: '{{n}} 个月以上',
    picture: '资料有多旧',
    note: '按资料最近一次填写、修改或确认的日期统计。',
    label: '按多久未更新统计的会员资料；数字见表格。',
    age: '最近更新或确认',
    within: '{{n}} 个月内',
    between: '{{from}}–{{to}} 个月前',
    over: '{{n}} 个月以前',
    list: '待核对的资料',
    listNote: '最久未更新的在前。打开会员主页即可修改，或确认资料无误。',
    touched: '最近更新',
    score: '完整度',
    missing: '缺少',
    nothing: '不缺',
    empty: '没有这么久未更新的资料',
    emptyWords: '可以把时间缩短一些，或过段时间再看。',
    how: {
      method:
        '资料从填写、修改，或有人当面核对确认的那天起算新。两年前的地址和号码，能联系到的人会越来越少。',
      limits: '企业会员和已退会的会员不在其中。导入的资料按导入当天算，不管它在别处已有多旧。',
    },
  },
} satisfies Words<typeof en>
