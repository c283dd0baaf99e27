import type { Words } from '#ui/kit/text/words.ts'
import type { program as en } from '../en/program.ts'

export const program = {
  title: '积分规则',
  answer: '会员每消费 {{money}} 得 {{points}}。',
  points_other: '{{n}} 积分',
  change: '发布新版本',
  changeNote: '已发生的销售仍按当时的版本计算；退货时按原销售所得如数扣回。',
  form: {
    points: '积分',
    per: '每满',
    publish: '发布',
    published: '第 {{version}} 版已生效。',
    example: '消费 {{money}} 将得 {{points}}。',
  },
  versions: '历史版本',
  column: { version: '版本', rule: '规则', published: '发布时间', by: '发布人' },
  live: '生效中',
} satisfies Words<typeof en>
