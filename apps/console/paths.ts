import type { Rule } from '#domain/insight/contract/rule'
import { listPath } from '#ui/kit/list-state.ts'
import type { ListFilter } from '#ui/kit/list-state.ts'

/** Addresses of pages, in one place: "what is behind a number" is a link made here. */
export const paths = {
  overview: '/',
  members: (filters: readonly ListFilter[] = [], q = '') => listPath('/members', { filters, q }),
  member: (id: string) => `/members/${id}`,
  newMember: '/members/new',
  changeMember: (id: string) => `/members/${id}/profile`,
  financeOf: (memberId: string) => `/members/${memberId}/finance`,
  pointsOf: (memberId: string) => `/members/${memberId}/points`,
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
  reports: '/reports',
  reportSchedules: '/reports/schedules',
  /** A report of the centre that has its page there; parameters are those of its question. */
  report: (code: string, of: Readonly<Record<string, string | number | undefined>> = {}) =>
    listPath(`/reports/${code}`, of),
  comeBack: '/insight/come-back',
  comeBackMembers: (of: Readonly<Record<string, number>>) => listPath('/insight/come-back/members', of),
  segments: '/segments',
  segment: (id: string) => `/segments/${id}`,
  /** The builder of segments: empty, of a rule, or of a segment that is to be changed. */
  builder: (of: Readonly<{ from?: string; rule?: Rule; windowMonths?: number }> = {}) =>
    listPath('/segments/build', of),
  campaigns: '/campaigns',
  campaign: (id: string) => `/campaigns/${id}`,
  newCampaign: (segmentId?: string) => listPath('/campaigns/new', { segmentId }),
  /** What a campaign to a segment could show, before it is planned. */
  learn: (of: Readonly<{ segmentId?: string; share?: number; days?: number }> = {}) =>
    listPath('/campaigns/learn', of),
  campaignApprovals: (of: Readonly<{ state?: string }> = {}) => listPath('/campaigns/approvals', of),
  /** A campaign that asks a survey, to a segment that may be given. */
  askSurvey: (of: Readonly<{ survey: string; segmentId?: string }>) => listPath('/campaigns/new', of),
  /** The content plan of the official account, in a month (`2026-03`) or in this one. */
  content: (of: Readonly<{ month?: string }> = {}) => listPath('/content', of),
  broadcast: (id: string) => `/content/${id}`,
  /** A new broadcast, other words of a draft (`of`), or the words of another one anew (`from`). */
  newBroadcast: (of: Readonly<{ of?: string; from?: string }> = {}) => listPath('/content/new', of),
  surveys: '/surveys',
  survey: (id: string) => `/surveys/${id}`,
  /** A new survey, another wording of a draft (`of`), or the words of another one anew (`from`). */
  newSurvey: (of: Readonly<{ of?: string; from?: string }> = {}) => listPath('/surveys/new', of),
  copyCampaign: (id: string) => listPath('/campaigns/new', { from: id }),
  campaignReport: (id: string) => `/campaigns/${id}/report`,
  /** What all campaigns and journeys brought together, by those who are told nothing. */
  holdout: (of: Readonly<{ period?: string }> = {}) => listPath('/campaigns/holdout', of),
  channels: (of: Readonly<{ part?: string }> = {}) => listPath('/channels', of),
  journeys: '/journeys',
  /** What journeys have for a provider or a printer to carry on. */
  journeyLists: '/journeys/lists',
  journey: (id: string) => `/journeys/${id}`,
  /** A new journey from what shops usually begin with, or another version of one. */
  newJourney: (of: Readonly<{ start?: string; of?: string }> = {}) => listPath('/journeys/new', of),
  plans: '/plans',
  plan: (id: string) => `/plans/${id}`,
  /** A new plan from what shops usually begin with, or another version of one. */
  newPlan: (of: Readonly<{ start?: string; of?: string }> = {}) => listPath('/plans/new', of),
  care: (of: Readonly<{ part?: string }> = {}) => listPath('/care', of),
  bookings: '/bookings',
  bookingOffers: '/bookings/offers',
  club: '/club',
  likeOffers: '/like-offers',
  likeOffer: (id: string) => `/like-offers/${id}`,
  /** A new offer of a coupon for likes; with the words of another one (`from`). */
  newLikeOffer: (of: Readonly<{ from?: string }> = {}) => listPath('/like-offers/new', of),
  imports: '/imports',
  newImport: '/imports/new',
  import: (id: string) => `/imports/${id}`,
  program: '/program',
  rehearsals: '/program/rehearsals',
  rehearsal: (id: string) => `/program/rehearsals/${id}`,
  programHealth: '/program/health',
  programBudget: (of: Readonly<{ year?: number }> = {}) => listPath('/program/budget', of),
  applications: '/members/applications',
  newApplicationForm: '/members/applications/new',
  applicationForm: (code: string) => `/members/applications/${code}`,
  /** A sheet with the codes of the places where a form hangs, to be printed. */
  formCodes: (code: string) => `/members/applications/${code}/codes`,
  rewards: (of: Readonly<{ part?: string }> = {}) => listPath('/rewards', of),
  devices: (of: Readonly<{ part?: string }> = {}) => listPath('/devices', of),
  device: (id: string) => `/devices/${id}`,
  liability: '/liability',
  reconciliation: (of: Readonly<{ from?: string; to?: string; branchId?: string }> = {}) =>
    listPath('/reconciliation', of),
  audit: '/audit',
  branches: '/branches',
  staff: '/staff',
  keys: '/keys',
} as const
