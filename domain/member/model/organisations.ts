/** C12: 个体私营, 行政单位, 企事业机关团体. */
export const ORGANISATION_TYPES = ['sole_trader', 'government', 'institution'] as const
export type OrganisationType = (typeof ORGANISATION_TYPES)[number]
