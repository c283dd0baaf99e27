/** What a person does in the chain. */
export const ROLES = ['owner', 'manager', 'cashier', 'marketer', 'auditor'] as const
export type Role = (typeof ROLES)[number]

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Everything that can be allowed; an endpoint names one of these, an API key holds some of them. */
export const PERMISSIONS = [
  'org.read',
  'org.manage',
  'staff.manage',
  'key.manage',
  'member.read',
  'member.write',
  'member.export',
  'member.merge',
  'member.screen',
  'goods.read',
  'goods.write',
  'sale.read',
  'sale.record',
  // Discounts by hand beyond what the store's cashiers may give alone; allows those of others, too.
  'sale.discount',
  'wallet.read',
  'wallet.topup',
  'wallet.adjust',
  'wallet.approve',
  'wallet.transfer',
  'program.read',
  'program.write',
  'reward.read',
  'reward.give',
  'reward.manage',
  'booking.read',
  'booking.write',
  'booking.manage',
  'club.read',
  'club.manage',
  'device.read',
  'device.manage',
  // Held by the keys of tills alone.
  'device.sync',
  'import.read',
  'import.run',
  'insight.read',
  'segment.write',
  'campaign.read',
  'campaign.write',
  'campaign.send',
  'care.read',
  'care.write',
  'care.manage',
  'report.schedule',
  'audit.read',
] as const
export type Permission = (typeof PERMISSIONS)[number]

const of = (...rooms: string[]): Permission[] =>
  PERMISSIONS.filter((permission) => rooms.includes(permission.split('.')[0] ?? ''))

const BY_ROLE: Readonly<Record<Role, readonly ('*' | Permission)[]>> = {
  owner: ['*'],
  manager: [
    ...of('member', 'goods', 'sale'),
    ...of('wallet', 'reward', 'booking', 'club', 'care'),
    'device.read',
    'device.manage',
    'program.read',
    'import.read',
    'insight.read',
    'campaign.read',
    'report.schedule',
    'org.read',
  ],
  cashier: [
    'member.read',
    'member.write',
    'sale.record',
    'sale.read',
    'wallet.read',
    'wallet.topup',
    'reward.read',
    'reward.give',
    'booking.read',
    'booking.write',
    'goods.read',
    // Whoever sells top-ups and coupons must see which there are.
    'program.read',
    'care.read',
    'care.write',
  ],
  marketer: [
    'member.read',
    'member.export',
    'insight.read',
    'segment.write',
    ...of('club', 'campaign', 'care'),
    'report.schedule',
    'program.read',
    'import.read',
    'org.read',
    'sale.read',
    'wallet.read',
    'reward.read',
    'booking.read',
  ],
  auditor: PERMISSIONS.filter((permission) => permission.endsWith('.read')),
}

/** O5: what several roles allow together; an owner may everything. */
export function permissionsOf(roles: readonly Role[]): string[] {
  const all = new Set<string>(roles.flatMap((role) => BY_ROLE[role]))
  return all.has('*') ? ['*'] : [...all].sort()
}

export const mayAll = (held: readonly string[], wanted: readonly string[]): boolean =>
  held.includes('*') || wanted.every((one) => held.includes(one))

/** Roles that look over the whole chain by nature; the others may be bound to branches. */
const CHAIN_ROLES: readonly Role[] = ['owner', 'marketer', 'auditor']

export type Post = Readonly<{ roles: readonly Role[]; branchIds: readonly string[] | null }>

/** O4: a post holds at least one role, and branches unless it is for the whole chain. */
export function judgePost(post: Post): 'role_needs_whole_chain' | 'branch_needed' | null {
  if (post.branchIds === null) return null
  if (post.roles.some((role) => CHAIN_ROLES.includes(role))) return 'role_needs_whole_chain'
  return post.branchIds.length === 0 ? 'branch_needed' : null
}

/** A session ends after 12 hours unused and after 30 days in any case (OWASP ASVS V7.3). */
export const SESSION_IDLE_MS = 12 * 3_600_000
export const SESSION_MOST_MS = 30 * 86_400_000
/** Use is noted at this step only, so that reading a page does not write a row each time. */
export const SESSION_NOTE_MS = 5 * 60_000

/** Failures are forgotten a day after the last one. */
export const FORGET_FAILURES_MS = 86_400_000

type Patience = Readonly<{ free: number; mostMs: number }>
/** Who is counted: this login at this address, this login anywhere, this address for any login. */
export const PATIENCE = {
  pair: { free: 5, mostMs: 15 * 60_000 },
  login: { free: 20, mostMs: 3_600_000 },
  address: { free: 30, mostMs: 15 * 60_000 },
} as const satisfies Record<string, Patience>
export type ThrottleKind = keyof typeof PATIENCE

/** S3: a login tried this often without success is closed to strange addresses until its failures are forgotten. */
export const MOST_FAILURES = 100

/** How long to wait after so many failures: nothing at first, then doubling from a second up to a limit. */
export function pauseMs(kind: ThrottleKind, failures: number): number {
  const { free, mostMs } = PATIENCE[kind]
  if (kind === 'login' && failures >= MOST_FAILURES) return FORGET_FAILURES_MS
  if (failures < free) return 0
  return Math.min(1000 * 2 ** Math.min(failures - free, 30), mostMs)
}

/** The passwords people choose first, of at least eight characters; a guesser begins with them. */
const FIRST_GUESSES = new Set([
  '12345678',
  '123456789',
  '1234567890',
  '0123456789',
  '87654321',
  '11111111',
  '00000000',
  '88888888',
  '66666666',
  'password',
  'password1',
  'passw0rd',
  'qwertyui',
  'qwerty123',
  'qwertyuiop',
  '1qaz2wsx',
  'abcd1234',
  'abc12345',
  'a1234567',
  'a12345678',
  'woaini1314',
  'iloveyou',
  'admin123',
  'administrator',
  'letmein1',
  'zhiji123',
  '5201314520',
])

/** O6: a password is at least eight characters, is no common guess and does not contain the login. */
export function weakPassword(password: string, login: string): boolean {
  const plain = password.toLowerCase()
  return [...password].length < 8 || FIRST_GUESSES.has(plain) || plain.includes(login.toLowerCase())
}
