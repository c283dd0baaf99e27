import type { Happening } from '#base/happening'
import type { ApiKey, Branch, Staff } from './contract.ts'

/** What is kept of a person in the log: rights, never the password. */
const rights = ({ login, name, language, roles, branchIds, disabledAt }: Staff) => ({
  login,
  name,
  language,
  roles,
  branchIds,
  disabledAt,
})

const scope = ({ name, prefix, scopes, revokedAt }: ApiKey) => ({ name, prefix, scopes, revokedAt })

const said = (kind: string, subjectId: string | null, body: Record<string, unknown> = {}): Happening => ({
  kind,
  subjectId,
  body,
})

/** What this room says happened; who and when are added by the log itself. */
export const event = {
  chainFounded: (id: string, name: string) => said('org.chain-founded', id, { name }),
  branchOpened: (after: Branch) => said('org.branch-opened', after.id, { after }),
  branchChanged: (before: Branch, after: Branch) => said('org.branch-changed', after.id, { before, after }),
  branchClosed: (after: Branch) => said('org.branch-closed', after.id, { after }),
  staffHired: (after: Staff) => said('org.staff-hired', after.id, { after: rights(after) }),
  staffChanged: (before: Staff, after: Staff) =>
    said('org.staff-changed', after.id, { before: rights(before), after: rights(after) }),
  staffDisabled: (before: Staff, after: Staff) =>
    said('org.staff-disabled', after.id, { before: rights(before), after: rights(after) }),
  passwordChanged: (staffId: string) => said('org.password-changed', staffId),
  signedIn: (staffId: string) => said('org.signed-in', staffId),
  signedOut: (staffId: string) => said('org.signed-out', staffId),
  signInFailed: (staffId: string | null) => said('org.sign-in-failed', staffId),
  keyMade: (after: ApiKey) => said('org.key-made', after.id, { after: scope(after) }),
  keyRevoked: (after: ApiKey) => said('org.key-revoked', after.id, { after: scope(after) }),
}

/** An official holiday or make-up day was put in or corrected. */
export const officialDayKept = (of: { date: string; kind: string }): Happening => ({
  kind: 'org.official-day-kept',
  subjectId: null,
  body: of,
})
