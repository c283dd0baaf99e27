import type { Words } from '#ui/kit/text/words.ts'
import type { holdout as en } from '../en/holdout.ts'

export const holdout = {
  title: '整体成效',
  answer: {
    on: '全体会员的 {{share}} 不参加任何活动，目前 {{n}} 位；{{day}} 起换一批人。',
    off: '自 {{day}} 起选择不做全局对照：所有活动合起来带来多少，无从得知。',
    undecided: '尚未开始：会员达到 20,000 位时自动开始。',
    small: '目前 {{n}} 位会员，全局对照看不出结果，至少需要 {{needed}} 位。各活动自己的对照组照常衡量效果。',
  },
  nothing: '还没有可看的结果',
  nothingWords:
    '随机抽取一小部分会员，三个月内不参加任何活动和旅程，也不生成关怀任务。其他会员比他们多消费的，就是所有活动合起来带来的。' +
    '小票、等级变动等服务通知和投诉处理照常。',
  period: '统计期',
  periodOf: '{{from}} 至 {{to}}，对照 {{share}}',
  stopped: '统计到 {{day}}，当天选择停止全局对照；此后不再衡量。',
  caused: '所有活动合起来带来的消费',
  total: '全部活动会员合计，已扣成本',
  buyers: '购买率',
  cost: '消息成本',
  sent: '消息',
  sentNote_other: '来自 {{n}} 个活动或旅程步骤',
  compare: '带来的差别',
  table: '活动会员与全局对照',
  row: {
    members: '会员数',
    reached: '收到过消息',
    buyers: '购买人数',
    purchases: '消费次数',
    spendMinor: '消费金额',
    spendBeforeMinor: '此前 90 天消费',
  },
  head: { what: '项目', told: '活动会员', held: '全局对照' },
  resting_other: '{{n}} 位会员上一期在对照中，本期不计入任何一组。',
  detectable: '每位会员相差 {{money}} 时，大致能看出来。',
  change: '修改',
  set: '全局对照',
  means: '从下一条消息起生效，并从今天起重新统计；已抽中的人保持不变，除非比例变小。',
  measure: '衡量所有活动的整体成效',
  measureHint: '不开启，就无法知道所有活动合起来带来多少，本页会如实说明。',
  share: '占全体会员的比例，2%～10%',
  shareHint: '通常取 5%。',
  redraw: '现在就换一批人',
  redrawHint: '否则三个月后自动更换。',
  saved: '已保存，从下一条消息起生效。',
  how: {
    draw: '由会员号加盐散列抽取，无人挑选，三个月内保持不变；期满换人，没有人连续两期在对照中。',
    itt:
      '每位会员都计算在内，无论是否收到消息，期间入会或退会的也在内。只有上一期在对照中的人两组都不计，' +
      '因为他们那时没有参加活动。',
    limits: '店员当面说的话、店内张贴的内容，两组会员同样看得到。',
  },
} satisfies Words<typeof en>
