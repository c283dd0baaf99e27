import type { Words } from '#ui/kit/text/words.ts'
import type { reports as en } from '../en/reports.ts'
import { reportCentre } from './report-centre.ts'

export const reports = {
  ...reportCentre,
  back: '报表中心',
  asOf: '截至',
  comma: '、',
  save: { title: '导出', csv: 'CSV（通用）', xlsx: 'Excel 表格（XLSX）', pdf: 'PDF（打印）' },
  span: { label: '日期', from: '开始日期', to: '结束日期', days_other: '近 {{n}} 天' },
  place: { label: '范围', all: '全部门店', regions: '区域', branches: '门店' },
  weekday: { '1': '周一', '2': '周二', '3': '周三', '4': '周四', '5': '周五', '6': '周六', '7': '周日' },
  layout: '排列方式',
  by: '按{{what}}',
} satisfies Words<typeof en>
