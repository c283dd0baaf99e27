import type { Words } from '#ui/kit/text/words.ts'
import type { shell as en } from '../en/shell.ts'

export const shell = {
  tagline: '把过客变成知己',
  skip: '跳到正文',
  nav: {
    title: '主菜单',
    overview: '总览',
    members: '会员',
    sales: '销售',
    topUps: '充值',
    corrections: '手工调整',
    insight: '洞察',
    segments: '人群',
    campaigns: '活动',
    imports: '导入',
    program: '会员方案',
    branches: '门店',
    staff: '员工',
    keys: 'API 密钥',
    liability: '会员负债',
    reconciliation: '门店对账',
    audit: '数据核对',
    more: '更多',
    groups: { day: '日常', know: '了解与行动', house: '店务' },
  },
  find: {
    label: '找会员',
    hint: '手机尾号、会员号或姓名',
    none: '没有找到“{{q}}”',
    all: '查看“{{q}}”的全部结果',
  },
  account: { title: '当前登录：{{name}}', password: '修改密码', signOut: '退出登录', wholeChain: '全部门店' },
  password: {
    current: '当前密码',
    next: '新密码',
    rule: '至少 8 位，用一句短话最好记。',
    save: '修改密码',
    done: '密码已修改，其他设备已退出登录。',
  },
  missing: { title: '没有这个页面', words: '链接可能已经失效，请从总览重新进入。', back: '回到总览' },
  broken: {
    title: '页面出了点问题',
    words: '数据没有丢失，请刷新页面；如果再次出现，请把操作步骤告诉支持人员。',
    reload: '刷新',
  },
  /** Languages by their own names, so that everybody finds theirs. */
  languages: { 'zh-CN': '简体中文', en: 'English' },
  save: '保存',
  cancel: '取消',
  saved: '已保存。',
  required: '请填写此项。',
} satisfies Words<typeof en>
