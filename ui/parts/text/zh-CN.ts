import type { Words } from '#ui/kit/text/words.ts'
import type { parts as en } from './en.ts'

export const parts = {
  quadrant: { confidant: '知己', butterfly: '蝴蝶', barnacle: '藤壶', passerby: '过客' },
  quadrantOne: { confidant: '知己', butterfly: '蝴蝶', barnacle: '藤壶', passerby: '过客' },
  quadrantMeans: {
    confidant: '常来、花得多',
    butterfly: '少来、花得多',
    barnacle: '常来、花得少',
    passerby: '少来、花得少',
  },
  lifecycle: { new: '新客', active: '活跃', dormant: '沉睡', lost: '流失' },
  gender: { female: '女', male: '男', other: '其他' },
  source: {
    terminal: '收银台办卡',
    advert: '广告',
    in_pack: '随货卡片',
    web: '网站',
    event: '活动',
    qr: '扫码',
    agent: '代理商',
    co_brand: '联名卡',
    import: '导入',
    other: '其他',
  },
  tender: {
    cash: '现金',
    card: '银行卡',
    wechat: '微信支付',
    alipay: '支付宝',
    other: '其他',
    unknown: '未知',
  },
  channel: { email: '电子邮件', sms: '短信' },
  unit: { points: '积分', principal: '储值本金', bonus: '储值赠金', debt: '欠扣积分' },
  cause: {
    earn: '消费得积分',
    claw_back: '退货扣回',
    opening: '期初余额',
    reversal: '冲正',
  },
  kind: { sale: '销售', return: '退货' },
  heartbeat: { label_other: '{{from}} 至 {{to}} 有 {{n}} 天消费', day: '{{day}}：{{money}}' },
} satisfies Words<typeof en>
