import type { Words } from '#ui/kit/text/words.ts'
import type { shopTrends as en } from '../en/shop-trends.ts'

export const shopTrends = {
  trends: {
    answer:
      '截至 {{month}} 的 {{n}} 个月里，{{all}} 个中明显下降 {{falling}} 个，明显上升 {{rising}} 个，看不出方向 {{unsure}} 个。',
    steepest: '下降最多的是“{{name}}”：每月约减 {{slope}}（区间 {{low}} 至 {{high}}），占其月均 {{share}}。',
    little:
      '数据太少：截至 {{month}}，{{all}} 个中还没有一个满 {{least}} 个有销售的完整月份。可以选更长的时间段，或过段时间再看。',
    nothing: '这些月份没有销售。',
    of: { branch: '门店', product: '商品' },
    choice: '看谁的趋势',
    picture: '每月变化占自身月均的比例',
    note: '横线是区间：跨过零线的，可能根本没有变化。点击一行查看各月销售。',
    label: '各自的每月变化及区间；数字见表格。',
    range: '{{middle}}（{{low}} 至 {{high}}）',
    tooLittle_other: '另有 {{n}} 个完整月份太少，不下结论。',
    branch: '门店',
    product: '商品',
    direction: '方向',
    directions: { rising: '▲ 上升', falling: '▼ 下降', unsure: '? 看不出', flat: '= 持平' },
    slope: '每月变化',
    interval: '95% 区间',
    share: '占月均',
    next: '直线推算的下月',
    months: '完整月数',
    how: {
      method:
        '对每一个从首笔销售起的完整月份拟合直线（最小二乘），区间考虑了相邻月份的相似（Newey–West）；满两年时先去除季节影响。只有区间不含零时才说“上升”或“下降”。',
      many: '二十家持平的门店里，碰巧也会有一家看起来像趋势。所以还要求在“误报不超过一成”的前提下仍然成立（Kendall 检验，Benjamini–Hochberg 校正）；因此有些区间没有碰到零，仍然写“看不出”。',
      limits:
        '至少需要 {{least}} 个完整月份。商品取销售额最高的 {{products}} 个。直线不知道节假日、调价和竞争对手：下月数字只是直线指向的位置，不是预测。',
    },
  },
  memberTrend: {
    rising: '消费在上升：每月约增 {{slope}}（区间 {{low}} 至 {{high}}），依据 {{n}} 个完整月份。',
    falling: '消费在下降：每月约减 {{slope}}（区间 {{low}} 至 {{high}}），依据 {{n}} 个完整月份。',
    unsure: '{{n}} 个完整月份里看不出明确方向：每月变化可能在 {{low}} 与 {{high}} 之间。',
    sparse: '{{n}} 个完整月份里大多没有消费，谈不上趋势。',
    little:
      '数据太少，谈不上趋势：需要首月之后 {{months}} 个完整月份和 {{purchases}} 个消费日，目前是 {{n}} 个月、{{days}} 个消费日。',
    how: '取各月两两之间变化的中位数（Theil–Sen），从首次消费的次月算到 {{day}}；没有消费的月份按零计。',
  },
} satisfies Words<typeof en>
