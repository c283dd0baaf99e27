import type { Words } from '#ui/kit/text/words.ts'
import type { approval as en } from '../en/campaign-approval.ts'

/** 需要第二人审批的活动启动。 */
export const approval = {
  title: '启动审批',
  answer_other: '有 {{n}} 项等待第二人审批。',
  noneWait: '没有待审批的活动或计划。',
  empty: '还没有启动过活动或计划',
  emptyWords: '每次启动活动或计划都连同费用留在这里。费用超出角色额度的，须第二人批准后才会启动。',
  what: '活动或计划',
  kind: { campaign: '活动', plan: '营销计划' },
  noneOf: '没有该状态的启动申请',
  cost: '最高费用',
  messages: '消息费用',
  gifts: '礼品与优惠券',
  limit: '申请人额度',
  noLimit: '不限',
  budget: '计划总预算',
  one: { campaign: '活动启动申请', plan: '营销计划启动申请' },
  ways: {
    own_limit: '在申请人额度内，直接启动',
    alone: '超出额度，因没有其他可审批的人，由店主单人启动',
    second_person: '由第二人审批',
  },
  state: { applied: '已启动', waiting: '待审批', rejected: '已驳回' },
  look: '查看活动内容',
  yesDone: '已批准，活动已启动。',
  noDone: '已驳回，活动仍为草稿。',
  limits: '各角色可自行启动的额度',
  limitsMeans:
    '费用 = 消息单价 × 人数，加上礼品和优惠券的最高成本。超出额度须第二人批准；设了额度后，接口密钥发起的一律须审批。留空则不限。',
  marketer: '营销人员额度',
  owner: '店主额度',
  change: '修改',
  saved: '额度自下一次启动起生效。',
  waits: '等待第二人审批：{{name}} 于 {{moment}} 申请，最高费用 {{money}}。',
  toApprovals: '去审批',
  rejected: '{{name}} 于 {{moment}} 驳回了启动申请，可再次申请。',
  above: '最高费用 {{money}}，超出您可自行启动的额度 {{limit}}，须第二人批准。',
  aboveAlone:
    '最高费用 {{money}}，超出您的额度 {{limit}}。没有其他可审批的人，将由您单人启动，并永久留下记录。',
  unknown: '没有填写优惠券的成本，费用中未计入优惠券。',
  ask: '申请启动',
  asked: '已提交，第二人批准后启动。',
} satisfies Words<typeof en>
