import type { Words } from '#ui/kit/text/words.ts'
import type { learn as en } from '../en/learn.ts'

export const learn = {
  title: '这次活动能看出什么？',
  go: '去策划活动',
  link: '这次活动能看出什么？',
  choices: '活动设想',
  segment: '人群',
  named_other: '{{name}}（{{n}} 位会员）',
  none: {
    title: '还没有人群',
    words: '先保存一个人群：他们平时的消费情况，决定了对他们做活动能看出多大的效果。',
  },
  answer: {
    least:
      '发送 {{treated}} 位、留出对照 {{control}} 位时，至少要多 {{lift}} 的人购买才看得出来：{{days}} 天内购买率从 {{base}} 升到 {{top}}。',
    alone: '单凭这次活动就能下结论。',
    together_other: '只做一次可能看不出来：同样的活动做 {{n}} 次合起来，就能看出多两成购买者的效果。',
    never: '这样的名单看不出多两成购买者的效果，请选更大的人群或更长的统计天数。',
    few: '人数太少，无法规划：发送 {{treated}} 位、对照 {{control}} 位，两边各至少需要一百位。',
    quiet: '数据太少，无法规划：{{days}} 天内这个人群没有人购买，或者人人都购买，没有可比的基准。',
  },
  base: '不做活动时的购买率',
  baseNote: '{{from}}–{{to}}',
  members: '发送人数',
  held: '对照 {{n}} 位',
  money: '看得出的最小人均金额变化',
  moneyNote: '此前消费能解释 {{share}} 的个体差异',
  chances: '看得出来的把握',
  chancesNote: '假如活动真的带来这么多购买者。',
  label: '各种真实效果被看出来的把握，以及八成把握线；数字见表格。',
  chance: '看出来的把握',
  good: '八成把握',
  more: '多 {{share}} 购买者',
  lift: '真实效果',
  buyers: '购买率',
  fromTo: '{{from}} → {{to}}',
  byHeld: '对照组留多留少的差别',
  heldBack: '对照比例',
  leastLift: '看得出的最小效果',
  sizes: '需要多少会员',
  takes: '会员数',
  how: {
    method:
      '购买率和金额差异取自之前同样天数、没有活动时的数据。“看得出的最小效果”指：真有这么大的差别时，有八成把握看出来；真没有差别时，二十次里只错报一次。全部发送的人与全部对照的人比较。',
    looks: '结果可以天天看：百分之五的误报额度里，一份给提前查看，四份留给约定的结束日，几乎不损失把握。',
    limits:
      '这是规划，不是承诺：季节、节假日、名单变弱都会改变基准。金额的波动比购买人数大，所以人数更早看出效果。同时进行的活动会互相干扰。',
  },
} satisfies Words<typeof en>
