import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { limitsSchema } from '../model/policy.ts'

/** How long an enrolment code is good for, and how many characters it has: 64 random bits in base 32. */
export const CODE_MINUTES = 10

export const createDeviceCode = endpoint({
  name: 'createDeviceCode',
  method: 'POST',
  path: '/device-codes',
  can: 'device.manage',
  summary: 'Make a code that enrols one till at a branch within ten minutes; shown in this answer only.',
  input: z.object({
    id: idOf<'device-code'>(),
    branchId: idOf<'branch'>(),
    name: z.string().trim().min(1).max(60),
    /** The till that is reinstalled or restored: it keeps its name and gets a new epoch. */
    replaces: idOf<'device'>()
      .nullish()
      .transform((v) => v ?? null),
  }),
  output: z.object({ id: z.string(), code: z.string(), expiresAt: z.string() }),
  refusals: ['device_code_id_reused', 'branch_unknown', 'device_unknown', 'device_revoked'],
})

/** A public key of 32 bytes in base64. */
const publicKey = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)

export const enrolDevice = endpoint({
  name: 'enrolDevice',
  method: 'POST',
  path: '/device-enrolments',
  can: 'anyone',
  summary: 'A till shows its code and its public keys, and waits for a manager.',
  input: z.object({
    id: idOf<'device-enrolment'>(),
    code: z.string().trim().min(8).max(40),
    /** Ed25519: signs the till’s log. */
    signKey: publicKey,
    /** X25519: head office’s answers on a stick are sealed to it. */
    sealKey: publicKey,
    appVersion: z.string().trim().max(40),
  }),
  output: z.object({ id: z.string(), state: z.enum(['pending', 'approved', 'refused']), secret: z.string() }),
  refusals: ['device_enrolment_id_reused', 'device_code_wrong'],
})

export const deviceEnrolment = endpoint({
  name: 'deviceEnrolment',
  method: 'POST',
  path: '/device-enrolment-looks',
  can: 'anyone',
  summary: 'Whether a manager has approved the till; the one who enrolled asks with the secret it was given.',
  input: z.object({ id: idOf<'device-enrolment'>(), secret: z.string().min(20).max(200) }),
  output: z.object({
    state: z.enum(['pending', 'approved', 'refused']),
    device: z
      .object({
        id: z.string(),
        code: z.string(),
        name: z.string(),
        epoch: z.int(),
        chainId: z.string(),
        branchId: z.string(),
        /** What the till signs in with; not shown again once it has been used. */
        token: z.string(),
        /** Head office’s public keys, base64. */
        headSignKey: z.string(),
        headSealKey: z.string(),
      })
      .nullable(),
  }),
  refusals: ['device_enrolment_unknown'],
})

export const approveDevice = endpoint({
  name: 'approveDevice',
  method: 'POST',
  path: '/device-approvals',
  can: 'device.manage',
  summary: 'Say that this till is ours, or that it is not; only who sees its branch may.',
  input: z.object({
    id: idOf<'device-approval'>(),
    enrolmentId: idOf<'device-enrolment'>(),
    approve: z.boolean(),
  }),
  output: z.object({
    id: z.string(),
    deviceId: z.string().nullable(),
    state: z.enum(['approved', 'refused']),
  }),
  refusals: [
    'device_approval_id_reused',
    'device_enrolment_unknown',
    'device_enrolment_decided',
    'device_revoked',
  ],
})

export const device = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  branchId: z.string(),
  status: z.enum(['active', 'frozen', 'revoked']),
  epoch: z.int(),
  /** Up to which number head office has judged its log. */
  mark: z.int(),
  certifiedUntil: z.string().nullable(),
  policyVersion: z.int(),
  lastSeenAt: z.string().nullable(),
  appVersion: z.string(),
  /** What the till said it still has to send. */
  pending: z.int(),
  pendingMinor: z.int(),
  quarantined: z.int(),
  quarantinedMinor: z.int(),
  openExceptions: z.int(),
  enrolledAt: z.string(),
  enrolledBy: z.string(),
  revokedAt: z.string().nullable(),
  revokedReason: z.string().nullable(),
})

export const listDevices = endpoint({
  name: 'devices',
  method: 'GET',
  path: '/devices',
  can: 'device.read',
  summary: 'The tills: last seen, certificate, numbers, what is pending, aside or open (C81, T17).',
  input: z.object({ branchId: idOf<'branch'>().optional(), ...paging }),
  output: pageOf(device),
  refusals: [],
})

export const showDevice = endpoint({
  name: 'device',
  method: 'GET',
  path: '/devices/:id',
  can: 'device.read',
  summary: 'One till with its epochs and the conservation of its events (O8).',
  input: z.object({ id: idOf<'device'>() }),
  output: device.extend({
    epochs: z.array(z.object({ epoch: z.int(), since: z.string(), mark: z.int(), why: z.string() })),
  }),
  refusals: ['device_unknown'],
})

export const listEnrolments = endpoint({
  name: 'deviceEnrolments',
  method: 'GET',
  path: '/device-enrolments',
  can: 'device.manage',
  summary: 'Tills that wait for a manager.',
  input: z.object({}),
  output: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        branchId: z.string(),
        replaces: z.string().nullable(),
        appVersion: z.string(),
        /** Short words of the key, to compare with what the till shows. */
        fingerprint: z.string(),
        at: z.string(),
      }),
    ),
  }),
  refusals: [],
})

export const revokeDevice = endpoint({
  name: 'revokeDevice',
  method: 'POST',
  path: '/device-revocations',
  can: 'device.manage',
  summary: 'A till that was stolen or is not ours any more: what it sends from here on is put aside (O4).',
  input: z.object({
    id: idOf<'device-revocation'>(),
    deviceId: idOf<'device'>(),
    reason: z.string().trim().min(1).max(200),
  }),
  output: device,
  refusals: ['device_revocation_id_reused', 'device_unknown', 'device_revoked'],
})

const limited = z.object({
  branchId: z.string(),
  limits: limitsSchema.omit({ tills: true }).nullable(),
  tills: z.int(),
  /** The most that can be lost, shown before anybody opts in (promises §4.3). */
  worstCase: z.object({ cardMinor: z.int(), storeMinor: z.int() }).nullable(),
  at: z.string().nullable(),
  byName: z.string().nullable(),
})

export const offlineLimits = endpoint({
  name: 'offlineLimits',
  method: 'GET',
  path: '/device-limits',
  can: 'device.read',
  summary: 'What tills of each branch may burn by themselves, and the most that can be lost by it.',
  input: z.object({}),
  output: z.object({ rows: z.array(limited), standard: limitsSchema.omit({ tills: true }) }),
  refusals: [],
})

export const setOfflineLimits = endpoint({
  name: 'setOfflineLimits',
  method: 'POST',
  path: '/device-limits',
  can: 'device.manage',
  summary:
    'Let tills of a branch burn within limits when they cannot ask, or stop it; the worst case is in the answer.',
  input: z.object({
    id: idOf<'device-limit'>(),
    branchId: idOf<'branch'>(),
    limits: limitsSchema.omit({ tills: true }).nullable(),
  }),
  output: limited,
  refusals: ['device_limit_id_reused', 'branch_unknown'],
})

export const setTillPin = endpoint({
  name: 'setTillPin',
  method: 'PUT',
  path: '/staff/:staffId/till-pin',
  can: 'staff.manage',
  summary:
    'The PIN somebody signs in with at tills, four to eight digits; the tills check it without a network.',
  input: z.object({ staffId: idOf<'staff'>(), pin: z.string().regex(/^\d{4,8}$/) }),
  output: z.object({ staffId: z.string(), at: z.string() }),
  refusals: ['staff_unknown'],
})
