import type { Words } from '#ui/kit/text/words.ts'
import type { shopMembers as en } from '../en/shop-members.ts'

export const shopMembers = {
  people: {
    answer_other: '共 {{n}} 位会员。',
    little_other: '只有 {{n}} 位会员，还说不准会员是什么样的人。',
    age: '{{known}} 位告知年龄：平均 {{mean}} 岁，一半人不超过 {{median}} 岁。',
    noAge: '告知年龄的人太少。',
    women: '{{known}} 位告知性别，女性占 {{share}}。',
    noGender: '告知性别的人太少。',
    ages: '年龄',
    agesNote: '{{all}} 位中有 {{known}} 位告知。',
    age_band: '年龄段',
    label: '各年龄段会员数；数字见表格。',
    between: '{{from}}–{{to}} 岁',
    from: '{{from}} 岁及以上',
    genders: '性别',
    unknown: '未告知',
    stores: '常去门店',
    storesNote: '统计全部消费会员，不论在哪里入会。',
    how: {
      method:
        '按今天的年龄统计在册会员：有生日的按生日，否则按入会时所报年龄。每位消费会员计入购买次数最多的门店，次数相同比金额。',
      limits:
        '未告知年龄或性别的会员不计入相应占比；如果主要是年轻人愿意填，平均年龄会偏低。年龄段背后的名单只含填了生日的会员。',
    },
  },
  birthdays: {
    answer_other: '{{from}}至{{to}}，有 {{n}} 位会员过生日，其中第一天 {{first}} 位。',
    unknown: '还没有会员告知生日。',
    known: '{{all}} 位会员中有 {{known}} 位告知。',
    picture: '每天过生日的会员',
    label: '每天过生日的会员数；数字见表格。',
    list: '生日名单',
    day: '生日',
    turns: '年满',
    mobile: '手机',
    from: '从哪天起',
    ahead_other: '往后 {{n}} 天',
    none: '这些天没有人过生日',
    noneWords: '可以看得更远一些，或在收银台请会员补填生日。',
    how: {
      method: '取自会员资料中的出生日期。2 月 29 日出生的会员，平年在 2 月 28 日过生日。',
      limits: '已退会的会员不在其中。能否给某位会员发消息，要看其授权。',
    },
  },
  quiet: {
    now: '现在',
    before: '一个月前',
    against: '较 {{day}}',
    last: '最近一次消费',
    within_other: '{{n}} 个月内',
    between: '{{from}}–{{to}} 个月前',
    over: '{{n}} 个月以前',
    never: '从未消费',
    note: '点击一行查看名单。',
    label: '按距上次消费时间统计的会员数，旁边是一个月前；数字见表格。',
  },
  activity: {
    same: '截至 {{day}}，{{n}} 位会员中 {{share}} 是活跃会员：近三个月消费过的有 {{active}} 位，与一个月前相同。',
    more: '截至 {{day}}，{{n}} 位会员中 {{share}} 是活跃会员：近三个月消费过的有 {{active}} 位，一个月前是 {{before}} 位，增加了。',
    fewer:
      '截至 {{day}}，{{n}} 位会员中 {{share}} 是活跃会员：近三个月消费过的有 {{active}} 位，一个月前是 {{before}} 位，减少了。',
    little: '截至 {{day}} 只有 {{n}} 位会员，谈占比还太少，至少需要 {{least}} 位。',
    active: '活跃会员（近三个月有消费）',
    all: '会员总数',
    picture: '会员有多久没来',
    how: {
      method: '近三个月有消费即为活跃。各档按整月往前推算；当天所购全部退货的，不算当天消费。',
      limits:
        '三个月适合便利店，未必适合眼镜店：会员名单里的生命周期按您自己顾客的节奏划分。选定门店或区域时，统计在那里入会的会员，不论他们在哪里消费。',
    },
  },
  recency: {
    healthy: '健康：截至 {{day}} 的一个月内有 {{now}} 位会员消费，前一个月是 {{before}} 位。',
    warning: '预警：截至 {{day}} 的一个月内只有 {{now}} 位会员消费，前一个月是 {{before}} 位。',
    too_little:
      '数据太少：截至 {{day}} 的一个月内有 {{now}} 位会员消费，前一个月是 {{before}} 位，至少需要 {{least}} 位。',
    months: '一个月内消费过的会员',
    monthsNote: '最近十二个月，每月末的数字。',
    label: '各月内消费过的会员数；数字见表格。',
    within: '当月消费过的会员',
    until: '截至',
    bands: '会员上次消费距今多久',
    how: {
      method:
        '把最近一个月消费过的会员数与前一个月比较：持平或更多为健康，减少为预警。下面的各档以半年为一档。',
      limits:
        '两个月相比看不出季节，先看上面十二个月再下结论。选定门店或区域时，统计在那里入会的会员，不论他们在哪里消费。',
    },
  },
  loyalty: {
    known:
      '截至 {{day}}，{{n}} 位消费会员中一半得分不超过 {{median}}（满分 100）；{{best}} 位达到 {{high}} 分以上，贡献 {{share}} 的消费额。',
    too_little: '截至 {{day}} 只有 {{n}} 位消费会员，相互比较还太少。',
    picture: '忠诚度得分分布',
    note: '点击一档查看名单。',
    label: '各忠诚度得分段的会员数；数字见表格。',
    score: '得分',
    formula: '计算公式',
    formulaNote: '得分是四项名次的加权平均乘以 100，名次在全部消费会员中比出。',
    part: '分项',
    compares: '比较什么',
    weight: '权重',
    parts: { recency: '最近', frequency: '频次', money: '金额', steadiness: '稳定' },
    means: {
      recency: '距上次消费的天数，越少越好',
      frequency: '有消费的天数，越多越好',
      money: '扣除退货后的金额，越多越好',
      steadiness: '最长一次没来的天数（算到统计日），越短越好',
    },
    list: '会员及各分项',
    band: '得分 {{from}}–{{to}}',
    nobody: '没有人得到这样的分数',
    how: {
      method:
        '每个分项的名次是“其他消费会员中不领先于他的占比”，并列算一半：100% 最好，50% 居中。消费记录相同得分一定相同，与货币单位无关，也不受个别大客户影响。',
      limits:
        '得分是会员之间相互比较，看的是过去，不是预测。权重是约定，不是结论：采取行动前先看分项。窗口内没有消费的会员没有得分，而不是低分。',
    },
  },
  repeat: {
    above:
      '截至 {{day}}，{{n}} 位消费会员中 {{rate}} 复购（{{repeaters}} 位），高于 {{good}} 的标准线；一个月前为 {{before}}。',
    below:
      '截至 {{day}}，{{n}} 位消费会员中 {{rate}} 复购（{{repeaters}} 位），低于 {{good}} 的标准线；一个月前为 {{before}}。',
    too_little: '截至 {{day}} 只有 {{n}} 位消费会员，谈复购率还太少。',
    times: '消费天数分布',
    note: '点击一行查看名单。',
    label: '按消费天数统计的会员数；数字见表格。',
    orMore: '{{n}} 及以上',
    portraits: '复购会员与一次性会员对比',
    back: '复购会员',
    once: '只消费过一天',
    portrait: {
      who: '类别',
      people: '会员数',
      perHead: '人均金额',
      perDay: '每次金额',
      visits: '人均消费天数',
      age: '平均年龄',
      women: '女性占比',
    },
    how: {
      method: '统计窗口内消费过的会员中，有第二个消费日的占比。八成是业内公认的好水平。',
      limits:
        '上周才第一次来的会员还没有时间复购，所以会员增长快的店会偏低。年龄与性别只统计告知的会员，人多时取样计算。',
    },
  },
} satisfies Words<typeof en>
