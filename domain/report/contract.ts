import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { COLUMN_KINDS } from './model.ts'

export const REPORT_CODES = [
  'takings',
  'products',
  'hours',
  'months',
  'bills',
  'places',
  'sold',
  'joins',
  'demographics',
  'birthdays',
  'activity',
  'recency',
  'repeat',
  'rfm',
  'quadrants',
  'ladder',
  'pareto',
  'audience',
  'liability',
  'breakage',
  'ages',
  'coupons',
  'reconciliation',
  'campaigns',
  'care',
] as const
export type ReportCode = (typeof REPORT_CODES)[number]

export const GROUPS = ['sales', 'members', 'value', 'actions'] as const

export const FORMATS = ['csv', 'xlsx', 'pdf'] as const
export type Format = (typeof FORMATS)[number]

const code = z.enum(REPORT_CODES)
const format = z.enum(FORMATS)

/** A report's own question, as its page has it in the address: names and values as text. */
export const filters = z.record(z.string().max(40), z.string().max(200)).default({})
export type Filters = z.output<typeof filters>

export const listReports = endpoint({
  name: 'listReports',
  method: 'GET',
  path: '/reports',
  can: 'insight.read',
  summary: 'Every standard report with its question, its filters and what the caller may do with it (C75).',
  input: z.object({}),
  output: z.object({
    rows: z.array(
      z.object({
        code,
        group: z.enum(GROUPS),
        titleZh: z.string(),
        titleEn: z.string(),
        questionZh: z.string(),
        questionEn: z.string(),
        filters: z.array(z.string()),
        /** Whether the caller may read it as a file: lists of people ask for the right to export them. */
        mayFile: z.boolean(),
      }),
    ),
    formats: z.array(format),
    mails: z.boolean(),
  }),
  refusals: [],
})

/** What a page shows of a long table; its file has all of it. */
export const MOST_SHOWN = 500

export const reportSheet = endpoint({
  name: 'reportSheet',
  method: 'GET',
  path: '/report-sheets/:code',
  can: 'insight.read',
  summary: 'A report as tables for a page: the very head, rows and totals of its files (C75).',
  input: z.object({ code, language: z.enum(['zh-CN', 'en']).optional(), filters }),
  output: z.object({
    title: z.string(),
    question: z.string(),
    head: z.array(z.tuple([z.string(), z.string()])),
    /** More than one where a report is too long for one look; the filter `page` turns them. */
    pages: z.int(),
    parts: z.array(
      z.object({
        title: z.string(),
        columns: z.array(z.object({ kind: z.enum(COLUMN_KINDS), title: z.string() })),
        /** Money in minor units, units in thousandths, shares in basis points; at most 500 rows. */
        rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
        /** How many rows the file has. */
        total: z.int(),
        totals: z.array(z.union([z.string(), z.number(), z.null()])).nullable(),
      }),
    ),
  }),
  refusals: ['not_allowed', 'report_filters_wrong'],
})

export const reportFile = endpoint({
  name: 'reportFile',
  method: 'GET',
  path: '/report-files/:code',
  can: 'insight.read',
  summary:
    'A report as CSV, XLSX or PDF, in the reader’s language, with its filters and the moment in the head (C75).',
  input: z.object({ code, format, language: z.enum(['zh-CN', 'en']).optional(), filters }),
  output: z.unknown(),
  reply: 'file',
  refusals: ['not_allowed', 'report_filters_wrong', 'too_long_for_pdf'],
})

export const postLabels = endpoint({
  name: 'campaignPostLabels',
  method: 'POST',
  path: '/campaigns/:id/post-labels',
  can: 'campaign.send',
  summary:
    'The printed mail list as sheets of labels, A4 with 3 × 8, to print (C41); consent is checked again now.',
  input: z.object({ id: idOf<'campaign'>() }),
  output: z.unknown(),
  reply: 'file',
  refusals: ['campaign_unknown', 'not_launched', 'not_a_post_campaign', 'sending_halted', 'too_long_for_pdf'],
})

export const stepPostLabels = endpoint({
  name: 'journeyPostLabels',
  method: 'POST',
  path: '/journey-lists/:id/labels',
  can: 'campaign.send',
  summary: 'A list that journeys have handed over as sheets of labels, A4 with 3 × 8, to print (K23).',
  input: z.object({ id: idOf<'step_list'>() }),
  output: z.unknown(),
  reply: 'file',
  refusals: ['step_list_unknown', 'not_a_post_list', 'sending_halted', 'too_long_for_pdf'],
})

export const RHYTHMS = ['daily', 'weekly', 'monthly'] as const

const recipient = z.object({
  staffId: idOf<'staff'>(),
  email: z.email().max(200),
})

const plan = {
  report: code,
  format,
  filters,
  rhythm: z.enum(RHYTHMS),
  /** Monday is 1; of a weekly one. */
  weekday: z.int().min(1).max(7).nullable(),
  /** Of a monthly one; 31 is the last day of every month. */
  monthDay: z.int().min(1).max(31).nullable(),
  /** In the chain's zone. */
  hour: z.int().min(0).max(23),
  /** It then looks at so many days up to the day before; null leaves the days to the filters or the report's own. */
  backDays: z.int().min(1).max(366).nullable(),
}

export const DELIVERY_STATES = ['queued', 'sent', 'failed', 'withheld'] as const

const delivery = z.object({
  id: z.string(),
  staffId: z.string(),
  staffName: z.string(),
  dueAt: z.string(),
  state: z.enum(DELIVERY_STATES),
  trouble: z.string().nullable(),
  attempts: z.int(),
  at: z.string(),
})

const schedule = z.object({
  id: z.string(),
  name: z.string(),
  ...plan,
  filters: z.record(z.string(), z.string()),
  recipients: z.array(z.object({ staffId: z.string(), staffName: z.string(), email: z.string() })),
  createdAt: z.string(),
  createdBy: z.string(),
  stoppedAt: z.string().nullable(),
  nextAt: z.string().nullable(),
  /** The latest letters, the newest first. */
  deliveries: z.array(delivery),
})
export type Schedule = z.output<typeof schedule>

export const scheduleReport = endpoint({
  name: 'scheduleReport',
  method: 'POST',
  path: '/report-schedules',
  can: 'report.schedule',
  summary:
    'Send a report by e-mail at its hour, day by day, weekly or monthly, to staff who may read it (C75).',
  input: z.object({
    id: idOf<'report_schedule'>(),
    name: z.string().trim().min(1).max(80),
    ...plan,
    recipients: z.array(recipient).min(1).max(20),
  }),
  output: schedule,
  refusals: [
    'report_schedule_id_reused',
    'not_allowed',
    'report_filters_wrong',
    'rhythm_incomplete',
    'recipient_unknown',
    'recipient_twice',
  ],
})

export const stopSchedule = endpoint({
  name: 'stopReportSchedule',
  method: 'POST',
  path: '/report-schedules/:id/stop',
  can: 'report.schedule',
  summary: 'Send a scheduled report no more; what is queued of it stays behind too.',
  input: z.object({ id: idOf<'report_schedule'>() }),
  output: schedule,
  refusals: ['report_schedule_unknown'],
})

export const listSchedules = endpoint({
  name: 'listReportSchedules',
  method: 'GET',
  path: '/report-schedules',
  can: 'insight.read',
  summary: 'Scheduled reports, the newest first, with what became of their letters.',
  input: z.object({ ...paging }),
  output: pageOf(schedule),
  refusals: [],
})
