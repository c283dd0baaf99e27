import type { Words } from '#ui/kit/text/words.ts'
import type { shopBaskets as en } from '../en/shop-baskets.ts'

export const shopBaskets = {
  baskets: {
    answer: '{{when}}，买“{{a}}”的小票里有 {{share}} 同时买“{{b}}”，是偶然情况的 {{lift}} 倍。',
    none: '{{when}}，没有发现明显超出偶然的商品搭配：共 {{bills}} 张小票，比较了 {{pairs}} 对。',
    little: '{{when}}：只有 {{bills}} 张小票，还看不出什么搭配，至少需要 {{least}} 张。',
    pairs: '常一起买的商品',
    note: '点击一对，查看买了其一、可能还想要另一样的会员。',
    newest: '这段时间的小票更多，只看了最新的 {{n}} 张。',
    level: { product: '按商品', category: '按品类' },
    label: '最可靠的十对搭配相对偶然的倍数；数字见表格。',
    pair: '搭配',
    lift: '相对偶然的倍数（提升度）',
    least: '至少',
    together: '同时购买的小票',
    aToB: '买前者又买后者',
    bToA: '买后者又买前者',
    noPairs: '没有可靠的搭配',
    noPairsWords: '可以看更长的时间，或改为按品类看。',
    breadth: {
      product: '会员买几种商品',
      category: '会员买几个品类',
      note: '两种及以上即为交叉购买。',
      kinds: '种数',
    },
    how: {
      method:
        '两样出现在同一张小票上算一次搭配，至少 20 张小票才计。提升度是同时购买的小票占比，与两者毫无关系时应有占比的倍数；排序用其 95% 区间的下限，因为罕见的搭配看上去总是最强。所列搭配中因偶然入选的不超过二十分之一。',
      limits:
        '它说明什么常一起买，并不说明一样能带动另一样：推荐之前请留对照组试一试。按品类看时，没有品类的商品不计入。不足 {{least}} 张小票时不下结论；小票很多时只看最新的 5 万张。',
    },
  },
  next: {
    answer:
      '{{when}}，{{n}} 位会员中可向 {{offered}} 位推荐点什么；最多的是“{{name}}”，可推荐给 {{most}} 位。',
    none: '{{when}}，没有可以放心推荐的：没有发现可靠的搭配。',
    offers: '推荐什么',
    note: '点击一项查看推荐给谁。',
    label: '各推荐项对应的会员数；数字见表格。',
    list: '推荐给谁',
    offer: '推荐',
    because: '因为买过',
    chance: '把握',
    chosen: '推荐：{{name}}',
    nobody: '没有可推荐的会员',
    nobodyWords: '可以看更长的时间，或改为按品类看。',
    how: {
      method:
        '对每位会员：在与其这段时间所购商品可靠搭配、而其尚未购买的商品中，取把握最大的一项。把握是买了前者的小票里同时买后者的占比。',
      limits:
        '只看这段时间：更早买过的可能又被推荐。把握是对一张小票而言，不是对推荐的回应率；不足 {{least}} 张小票时不推荐。能否给某位会员发消息，要看其授权。',
    },
  },
} satisfies Words<typeof en>
