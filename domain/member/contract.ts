import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { cameBy } from './contract/form-place.ts'
import { FIELD_KINDS, GENDERS, MEMBER_KINDS, SOURCES } from './model.ts'
import { GIVERS, MEDIA, PURPOSES } from './model/consent.ts'

const text = (most: number) => z.string().trim().max(most)
const optional = <T extends z.ZodType>(of: T) => of.nullish().transform((value) => value ?? null)

/** C02: what we keep of a person; every field but the name may be empty, and the name too for a bare card. */
export const profile = {
  name: text(120).default(''),
  gender: optional(z.enum(GENDERS)),
  birthOn: optional(aDay),
  /** Years as the member stated them; a birth date, where known, wins. */
  ageYears: optional(z.int().min(0).max(150)),
  idNumber: optional(text(40)),
  education: optional(text(60)),
  income: optional(text(60)),
  address: optional(text(300)),
  postcode: optional(text(20)),
  phone: optional(text(40)),
  mobile: optional(text(40)),
  email: optional(z.email().max(200)),
  extra: z.record(z.string().max(40), z.union([z.string().max(500), z.number(), z.boolean()])).default({}),
}

export const enrolment = z.object({
  id: idOf<'member'>(),
  /** Given for cards printed before; else the next of the series. */
  number: optional(text(40).min(1)),
  /** C01: the regional prefix of the number, such as AH; empty for a plain serial. */
  prefix: optional(text(8)),
  source: z.enum(SOURCES),
  branchId: optional(idOf<'branch'>()),
  joinedOn: optional(aDay),
  /** Whether the member agreed to marketing by e-mail and SMS, and to which words. */
  consent: optional(
    z.object({ channels: z.array(z.enum(['email', 'sms'])).max(2), textVersion: text(40).min(1) }),
  ),
  ...profile,
})

const member = z.object({
  id: z.string(),
  number: z.string(),
  source: z.enum(SOURCES),
  branchId: z.string().nullable(),
  joinedOn: z.string(),
  recordedAt: z.string(),
  withdrawnAt: z.string().nullable(),
  version: z.int(),
  name: z.string(),
  gender: z.enum(GENDERS).nullable(),
  birthOn: z.string().nullable(),
  ageYears: z.int().nullable(),
  idNumber: z.string().nullable(),
  education: z.string().nullable(),
  income: z.string().nullable(),
  address: z.string().nullable(),
  postcode: z.string().nullable(),
  phone: z.string().nullable(),
  mobile: z.string().nullable(),
  email: z.string().nullable(),
  extra: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  kind: z.enum(MEMBER_KINDS),
  /** When the profile was last written or confirmed. */
  touchedAt: z.string(),
  /** The agent whose pre-coded card it is, and whether a shop has yet to register it (C08). */
  agentCode: z.string().nullable(),
  awaitsRegistration: z.boolean(),
})
export type Member = z.output<typeof member>

export const enrolMember = endpoint({
  name: 'enrolMember',
  method: 'POST',
  path: '/members',
  can: 'member.write',
  summary: 'Enrol a member; the number comes from the series unless a printed card brings its own (C01).',
  input: enrolment,
  output: member,
  refusals: ['member_id_reused', 'branch_unknown', 'number_taken', 'mobile_taken', 'field_unknown'],
})

export const showMember = endpoint({
  name: 'showMember',
  method: 'GET',
  path: '/members/:id',
  can: 'member.read',
  summary: 'One member with the whole profile.',
  input: z.object({ id: idOf<'member'>() }),
  output: member.extend({
    consents: z.array(
      z.object({
        channel: z.enum(MEDIA),
        purpose: z.enum(PURPOSES),
        granted: z.boolean(),
        textVersion: z.string(),
        /** Where it was said: staff, the member, a merge. */
        source: z.string(),
        givenBy: z.enum(GIVERS),
        at: z.string(),
      }),
    ),
    noSalesCalls: z.boolean(),
    cameBy: cameBy.nullable(),
  }),
  refusals: ['member_unknown'],
})

export const changeProfile = endpoint({
  name: 'changeProfile',
  method: 'PUT',
  path: '/members/:id',
  can: 'member.write',
  summary:
    'Replace the profile; `version` says which state was seen, so two people never overwrite each other.',
  input: z.object({ id: idOf<'member'>(), version: z.int(), ...profile }),
  output: member,
  refusals: ['member_unknown', 'changed_meanwhile', 'mobile_taken', 'field_unknown'],
})

/** Fields a list can be filtered and sorted by (C74). */
export const MEMBER_COLUMNS = [
  'number',
  'name',
  'gender',
  'birthOn',
  'ageYears',
  'education',
  'income',
  'address',
  'postcode',
  'phone',
  'mobile',
  'email',
  'source',
  'branchId',
  'joinedOn',
  'recordedAt',
] as const

export const FILTER_OPS = [
  'is',
  'not',
  'contains',
  'starts',
  'ends',
  'from',
  'to',
  'empty',
  'filled',
] as const
const filter = z.object({
  field: z.string().max(60),
  op: z.enum(FILTER_OPS),
  value: z.string().max(200).default(''),
})
export type MemberFilter = z.output<typeof filter>

/** In a query string filters travel as JSON text. */
const filters = z
  .union([
    z.array(filter),
    z
      .string()
      .max(8000)
      .transform((raw, ctx) => {
        try {
          return z.array(filter).max(20).parse(JSON.parse(raw))
        } catch {
          ctx.addIssue({ code: 'custom', message: 'filters' })
          return z.NEVER
        }
      }),
  ])
  .default([])

const search = {
  /** A number, a name, a mobile or its last digits, an e-mail. */
  q: text(120).default(''),
  filters,
  /** Any column, or `extra.<key>`. */
  sort: z.string().max(60).default('joinedOn'),
  descending: z.stringbool().or(z.boolean()).default(true),
}

export const listMembers = endpoint({
  name: 'listMembers',
  method: 'GET',
  path: '/members',
  can: 'member.read',
  summary: 'Search, filter by any field, sort; a page at a time (C74).',
  input: z.object({ ...search, ...paging }),
  output: pageOf(member),
  refusals: ['field_unknown'],
})

export const exportMembers = endpoint({
  name: 'exportMembers',
  method: 'GET',
  path: '/member-exports',
  can: 'member.export',
  summary: 'The same question as the list, as a CSV file that spreadsheets cannot execute.',
  input: z.object(search),
  output: z.unknown(),
  refusals: ['field_unknown'],
  reply: 'file',
})

export const consent = endpoint({
  name: 'recordConsent',
  method: 'POST',
  path: '/members/:id/consents',
  can: 'member.write',
  summary: 'Grant or withdraw consent for a channel and purpose; a new row each time (G2).',
  input: z.object({
    id: idOf<'member'>(),
    consentId: idOf<'consent'>(),
    channel: z.enum(MEDIA),
    purpose: z.enum(PURPOSES).default('marketing'),
    granted: z.boolean(),
    textVersion: text(40).min(1),
    givenBy: z.enum(GIVERS).default('member'),
  }),
  output: z.object({ id: z.string() }),
  refusals: ['member_unknown'],
})

export const sourceReport = endpoint({
  name: 'memberSources',
  method: 'GET',
  path: '/member-sources',
  can: 'member.read',
  summary: 'Members per acquisition source; the largest is flagged as the main one (C03).',
  input: z.object({}),
  output: z.object({
    total: z.int(),
    rows: z.array(z.object({ source: z.enum(SOURCES), members: z.int(), main: z.boolean() })),
  }),
  refusals: [],
})

const field = z.object({
  key: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/),
  kind: z.enum(FIELD_KINDS),
  labelZh: text(60).min(1),
  labelEn: text(60).min(1),
  choices: z.array(text(60).min(1)).max(100).default([]),
})

export const listFields = endpoint({
  name: 'memberFields',
  method: 'GET',
  path: '/member-fields',
  can: 'signed-in',
  summary: "The chain's own profile fields (C02).",
  input: z.object({}),
  output: z.object({ rows: z.array(field) }),
  refusals: [],
})

export const keepField = endpoint({
  name: 'keepMemberField',
  method: 'PUT',
  path: '/member-fields/:key',
  can: 'org.manage',
  summary: 'Add or change an extra profile field (C02). The kind of a field in use stays.',
  input: field,
  output: field,
  refusals: ['field_kind_fixed'],
})

const series = z.object({ prefix: z.string(), width: z.int(), next: z.int() })

export const listSeries = endpoint({
  name: 'memberSeries',
  method: 'GET',
  path: '/member-series',
  can: 'signed-in',
  summary: 'The number series: prefix, width and next serial (C01).',
  input: z.object({}),
  output: z.object({ rows: z.array(series) }),
  refusals: [],
})

export const keepSeries = endpoint({
  name: 'keepMemberSeries',
  method: 'PUT',
  path: '/member-series',
  can: 'org.manage',
  summary: 'Open a number series or widen it (C01).',
  input: z.object({ prefix: text(8), width: z.int().min(1).max(18) }),
  output: series,
  refusals: ['series_narrower'],
})
