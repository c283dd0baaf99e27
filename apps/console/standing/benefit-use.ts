import { useBenefit } from '#domain/standing/contract/benefit'

/** The endpoint by a name that cannot pass for a hook's. */
export const benefitUse = useBenefit
