import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { ROLES } from './model.ts'
import {
  branch,
  branchesActedFor,
  branchWords,
  caller,
  chain,
  chainShown,
  closingHour,
  country,
  currency,
  key,
  language,
  login,
  password,
  post,
  scopes,
  staff,
  text,
  zone,
} from './model/shapes.ts'

export type Branch = z.output<typeof branch>
export type Staff = z.output<typeof staff>
export type Chain = z.output<typeof chain>
export type ApiKey = z.output<typeof key>

export const setUp = endpoint({
  name: 'setUp',
  method: 'POST',
  path: '/set-up',
  can: 'anyone',
  summary: 'First run: found the chain with its first branch and its owner, who is signed in at once.',
  input: z.object({
    chain: z.object({
      name: text(100),
      country: country.default('CN'),
      currency: currency.default('CNY'),
      zone: zone.default('Asia/Shanghai'),
      closingHour: closingHour.default(0),
      language: language.default('zh-CN'),
    }),
    branch: z.object(branchWords),
    owner: z.object({ login, name: text(100), password, language: language.optional() }),
    caller,
  }),
  output: z.object({ chainId: z.string(), branchId: z.string(), ownerId: z.string() }),
  refusals: ['already_set_up', 'password_weak'],
  session: 'start',
})

export const showChain = endpoint({
  name: 'showChain',
  method: 'GET',
  path: '/chain',
  can: 'anyone',
  summary: 'Whether the chain is set up, and what its sign-in page shows.',
  input: z.object({}),
  output: z.object({ setUp: z.boolean(), ...chainShown }),
  refusals: [],
})

export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/sessions',
  can: 'anyone',
  summary: 'Start a session; the answer sets the session cookie.',
  input: z.object({ login: z.string().trim().min(1).max(60), password: z.string().min(1).max(200), caller }),
  output: z.object({ staffId: z.string(), name: z.string(), language }),
  refusals: ['sign_in_throttled', 'sign_in_wrong'],
  session: 'start',
})

export const signOut = endpoint({
  name: 'signOut',
  method: 'DELETE',
  path: '/sessions/current',
  can: 'anyone',
  summary: 'End the session of this browser; ending none is fine.',
  input: z.object({ caller }),
  output: z.object({ ended: z.boolean() }),
  refusals: [],
  session: 'end',
})

export const me = endpoint({
  name: 'me',
  method: 'GET',
  path: '/me',
  can: 'signed-in',
  summary: 'Who is signed in, what they may do and where, and the chain they work for.',
  input: z.object({}),
  output: z.object({
    kind: z.enum(['staff', 'key']),
    id: z.string(),
    name: z.string(),
    login: z.string().nullable(),
    language: language.nullable(),
    roles: z.array(z.enum(ROLES)),
    permissions: z.array(z.string()),
    branchIds: z.array(z.string()).nullable(),
    branches: branchesActedFor,
    chain,
  }),
  refusals: [],
})

export const changePassword = endpoint({
  name: 'changePassword',
  method: 'PUT',
  path: '/me/password',
  can: 'signed-in',
  summary: 'Change one’s own password; every other session ends and this one gets a new token.',
  input: z.object({ current: z.string().min(1).max(200), password, caller }),
  output: z.object({ changed: z.literal(true) }),
  refusals: ['staff_only', 'sign_in_throttled', 'password_wrong', 'password_weak'],
  session: 'start',
})

export const changeLanguage = endpoint({
  name: 'changeLanguage',
  method: 'PUT',
  path: '/me/language',
  can: 'signed-in',
  summary: 'Choose the language of one’s own screens.',
  input: z.object({ language }),
  output: z.object({ language }),
  refusals: ['staff_only'],
})
export const listBranches = endpoint({
  name: 'listBranches',
  method: 'GET',
  path: '/branches',
  can: 'org.read',
  summary: 'The branches this caller may see, by code; closed ones last.',
  input: z.object({}),
  output: z.object({ rows: z.array(branch) }),
  refusals: [],
})

export const openBranch = endpoint({
  name: 'openBranch',
  method: 'POST',
  path: '/branches',
  can: 'org.manage',
  summary: 'Open a branch; zone and closing hour default to the chain’s.',
  input: z.object({ id: idOf<'branch'>(), ...branchWords, openedOn: aDay.optional() }),
  output: branch,
  refusals: ['branch_id_reused', 'branch_code_taken'],
})

export const changeBranch = endpoint({
  name: 'changeBranch',
  method: 'PUT',
  path: '/branches/:id',
  can: 'org.manage',
  summary:
    'Change a branch; `version` says which state was seen. Past business days stay as they were judged.',
  input: z.object({
    id: idOf<'branch'>(),
    version: z.int(),
    ...branchWords,
    zone,
    closingHour,
  }),
  output: branch,
  refusals: ['branch_unknown', 'changed_meanwhile', 'branch_code_taken'],
})

export const closeBranch = endpoint({
  name: 'closeBranch',
  method: 'POST',
  path: '/branches/:id/closure',
  can: 'org.manage',
  summary: 'Close a branch from a day on; its history stays.',
  input: z.object({ id: idOf<'branch'>(), closedOn: aDay.optional() }),
  output: branch,
  refusals: ['branch_unknown', 'closed_before_opening', 'last_open_branch'],
})

export const listStaff = endpoint({
  name: 'listStaff',
  method: 'GET',
  path: '/staff',
  can: 'org.read',
  summary: 'Everybody who works here, with roles and branches; disabled ones last.',
  input: z.object({}),
  output: z.object({ rows: z.array(staff) }),
  refusals: [],
})

export const hireStaff = endpoint({
  name: 'hireStaff',
  method: 'POST',
  path: '/staff',
  can: 'staff.manage',
  summary: 'Give somebody a sign-in with roles, for branches or (null) the whole chain.',
  input: z.object({
    id: idOf<'staff'>(),
    login,
    name: text(100),
    password,
    language: language.optional(),
    ...post,
  }),
  output: staff,
  refusals: [
    'staff_id_reused',
    'beyond_own_rights',
    'role_needs_whole_chain',
    'branch_needed',
    'branch_unknown',
    'password_weak',
    'login_taken',
  ],
})

export const changeStaff = endpoint({
  name: 'changeStaff',
  method: 'PUT',
  path: '/staff/:id',
  can: 'staff.manage',
  summary: 'Change name, language, roles or branches; a change of rights ends the person’s sessions.',
  input: z.object({ id: idOf<'staff'>(), version: z.int(), name: text(100), language, ...post }),
  output: staff,
  refusals: [
    'staff_unknown',
    'changed_meanwhile',
    'beyond_own_rights',
    'role_needs_whole_chain',
    'branch_needed',
    'branch_unknown',
    'last_owner',
  ],
})

export const disableStaff = endpoint({
  name: 'disableStaff',
  method: 'POST',
  path: '/staff/:id/disablement',
  can: 'staff.manage',
  summary:
    'Take somebody’s sign-in away for good; their sessions end, their history stays. Never the last owner.',
  input: z.object({ id: idOf<'staff'>() }),
  output: staff,
  refusals: ['staff_unknown', 'beyond_own_rights', 'last_owner'],
})

export const resetPassword = endpoint({
  name: 'resetPassword',
  method: 'PUT',
  path: '/staff/:id/password',
  can: 'staff.manage',
  summary: 'Give somebody a new password; their sessions end and their failed attempts are forgotten.',
  input: z.object({ id: idOf<'staff'>(), password }),
  output: z.object({ changed: z.literal(true) }),
  refusals: ['staff_unknown', 'beyond_own_rights', 'password_weak'],
})

export const listKeys = endpoint({
  name: 'listKeys',
  method: 'GET',
  path: '/keys',
  can: 'key.manage',
  summary: 'The API keys of integrators, with their scopes and last use; never their secrets.',
  input: z.object({}),
  output: z.object({ rows: z.array(key) }),
  refusals: [],
})

export const createKey = endpoint({
  name: 'createKey',
  method: 'POST',
  path: '/keys',
  can: 'key.manage',
  summary: 'Make an API key; the secret is in this answer and never shown again.',
  input: z.object({
    id: idOf<'key'>(),
    name: text(100),
    scopes,
  }),
  output: key.extend({ secret: z.string() }),
  refusals: ['key_id_reused', 'beyond_own_rights'],
})

export const revokeKey = endpoint({
  name: 'revokeKey',
  method: 'DELETE',
  path: '/keys/:id',
  can: 'key.manage',
  summary: 'Take an API key back; it stops working at once.',
  input: z.object({ id: idOf<'key'>() }),
  output: key,
  refusals: ['key_unknown'],
})
