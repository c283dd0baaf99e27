import { listPath } from '#ui/kit/list-state.ts'
import type { ListFilter } from '#ui/kit/list-state.ts'

/** Addresses of pages, in one place: "what is behind a number" is a link made here. */
export const paths = {
  overview: '/',
  members: (filters: readonly ListFilter[] = [], q = '') => listPath('/members', { filters, q }),
  member: (id: string) => `/members/${id}`,
  newMember: '/members/new',
  changeMember: (id: string) => `/members/${id}/profile`,
  sales: (
    of: Readonly<{ from?: string; to?: string; memberId?: string; branchId?: string; q?: string }> = {},
  ) => listPath('/sales', of),
  sale: (id: string) => `/sales/${id}`,
  returnOf: (id: string) => `/sales/${id}/return`,
  wallet: (memberId: string) => `/members/${memberId}/wallet`,
  topUpMember: (memberId: string) => `/members/${memberId}/top-up`,
  topUps: (of: Readonly<{ memberId?: string }> = {}) => listPath('/top-ups', of),
  topUp: (id: string) => `/top-ups/${id}`,
  refundOf: (topUpId: string) => `/top-ups/${topUpId}/refund`,
  corrections: (of: Readonly<{ memberId?: string; state?: string }> = {}) => listPath('/corrections', of),
  insight: '/insight',
  /** Members by scores, quadrant or ladder step; parameters are those of the audience question. */
  audience: (rule: Readonly<Record<string, string | number>>) => listPath('/insight/members', rule),
  rfm: '/insight/rfm',
  quadrants: '/insight/quadrants',
  ladder: '/insight/ladder',
  pareto: '/insight/pareto',
  segments: '/segments',
  segment: (id: string) => `/segments/${id}`,
  campaigns: '/campaigns',
  campaign: (id: string) => `/campaigns/${id}`,
  newCampaign: (segmentId?: string) => listPath('/campaigns/new', { segmentId }),
  copyCampaign: (id: string) => listPath('/campaigns/new', { from: id }),
  campaignReport: (id: string) => `/campaigns/${id}/report`,
  imports: '/imports',
  newImport: '/imports/new',
  import: (id: string) => `/imports/${id}`,
  program: '/program',
  liability: '/liability',
  reconciliation: (of: Readonly<{ from?: string; to?: string; branchId?: string }> = {}) =>
    listPath('/reconciliation', of),
  audit: '/audit',
  branches: '/branches',
  staff: '/staff',
  keys: '/keys',
} as const
