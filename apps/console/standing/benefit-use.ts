/** The command by a name that cannot pass for a hook's. */
export { useBenefit as benefitUse } from '#domain/standing/contract/benefit'
