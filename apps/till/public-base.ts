import type { Policy } from '#domain/device/model/policy'

/** Where phones reach head office: the address it says, or else the one this till itself was opened by. */
export const publicBase = ({ publicUrl }: Pick<Policy, 'publicUrl'>): string =>
  (publicUrl || globalThis.location.origin).replace(/\/$/, '')
