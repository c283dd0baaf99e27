import type { Words } from './words.ts'
import type { kit as en } from './en.ts'

export const kit = {
  colon: '：',
  house: { han: '知己', latin: 'Zhiji', full: '知己 Zhiji' },
  language: '语言',
  lighting: { title: '深浅色', system: '跟随系统', light: '浅色（宣纸）', dark: '深色（夜墨）' },
  error: {
    unreachable: '连接不上知己服务，请确认程序正在运行、网络正常。',
    unexpected: '出错了（{{status}}），没有任何数据被改动。',
    again: '重试',
    request: '联系支持时请提供编号：{{id}}',
  },
  list: {
    search: '搜索',
    total_other: '共 {{n}} 条',
    columns: '列设置',
    export: '导出',
    nothing: '没有符合条件的记录。',
    clear: '清空搜索和筛选',
  },
  filter: {
    add: '添加筛选',
    field: '字段',
    condition: '条件',
    value: '值',
    apply: '应用',
    op: {
      is: '等于',
      not: '不等于',
      contains: '包含',
      starts: '开头是',
      ends: '结尾是',
      from: '不小于',
      to: '不大于',
      empty: '为空',
      filled: '不为空',
    },
  },
  progress: {
    done: '{{done}} {{unit}}',
    of: '{{done}} / {{whole}} {{unit}}',
    rate: '每秒 {{n}} {{unit}}',
    left: '预计还需 {{span}}',
  },
} satisfies Words<typeof en>
