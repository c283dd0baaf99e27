import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { profile } from '../contract.ts'
import { SUBMISSION_STATES, VERDICTS } from '../model/forms.ts'
import { FIELD_KINDS, SOURCES } from '../model.ts'

const text = (most: number) => z.string().trim().max(most)
const optional = <T extends z.ZodType>(of: T) => of.nullish().transform((value) => value ?? null)
const code = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, { error: 'code_form' })
const field = z.object({ field: text(60).min(1), required: z.boolean() })

const words = {
  code,
  nameZh: text(80).min(1),
  nameEn: text(80).min(1),
  /** How those who come by this form came to us; adverts and in-pack forms are always screened. */
  source: z.enum(SOURCES),
  branchId: optional(idOf<'branch'>()),
  /** The regional prefix of the numbers its members get. */
  prefix: text(8).default(''),
  fields: z
    .array(field)
    .min(1)
    .max(60)
    .refine((all) => new Set(all.map((one) => one.field)).size === all.length, { error: 'code_twice' }),
  /** What an applicant agrees to, in both languages. */
  consentZh: text(4000).min(1),
  consentEn: text(4000).min(1),
  /** Another text needs another version, so that a consent always leads to the words that were read. */
  consentVersion: text(40).min(1),
  screening: z.boolean().default(false),
  closed: z.boolean().default(false),
}

const form = z.object({
  ...words,
  version: z.int(),
  closedAt: z.string().nullable(),
  /** Where the public page of the form is, below the address of this program; `?s=` tells where it hung. */
  link: z.string(),
  issued: z.int(),
  returned: z.int(),
  /** Returned of issued in basis points, rounded down; null while none was issued. */
  returnedBps: z.int().nullable(),
  waiting: z.int(),
  enrolled: z.int(),
  rejected: z.int(),
})

export const keepForm = endpoint({
  name: 'keepMemberForm',
  method: 'PUT',
  path: '/member-forms/:code',
  can: 'member.screen',
  summary:
    'Build an application form or change it; `version` says which state was seen, 0 for a new one (C05).',
  input: z.object({ ...words, version: z.int().min(0) }),
  output: form,
  refusals: ['changed_meanwhile', 'branch_unknown', 'field_unknown', 'consent_version_same'],
})

export const listForms = endpoint({
  name: 'memberForms',
  method: 'GET',
  path: '/member-forms',
  can: 'member.read',
  summary: 'The application forms with what was issued, what came back and what became of it (C05).',
  input: z.object({}),
  output: z.object({ rows: z.array(form) }),
  refusals: [],
})

export const showForm = endpoint({
  name: 'memberForm',
  method: 'GET',
  path: '/member-forms/:code',
  can: 'member.read',
  summary: 'One application form with its figures per place it hung at.',
  input: z.object({ code }),
  output: form.extend({
    tags: z.array(z.object({ tag: z.string(), returned: z.int(), enrolled: z.int() })),
  }),
  refusals: ['form_unknown'],
})

export const issueForms = endpoint({
  name: 'issueMemberForms',
  method: 'POST',
  path: '/member-forms/:code/issues',
  can: 'member.screen',
  summary: 'Note how many blank forms went out, so that the share that comes back is known (C05).',
  input: z.object({
    code,
    id: idOf<'form-issue'>(),
    quantity: z.int().min(1).max(100_000_000),
    note: text(200).default(''),
  }),
  output: z.object({
    id: z.string(),
    code: z.string(),
    quantity: z.int(),
    note: z.string(),
    at: z.string(),
    replayed: z.boolean(),
  }),
  refusals: ['form_issue_id_reused', 'form_unknown'],
})

export const publicForm = endpoint({
  name: 'publicForm',
  method: 'GET',
  path: '/forms/:code',
  can: 'anyone',
  summary: 'What the public page of a form shows: names, fields, and the words an applicant agrees to.',
  input: z.object({ code }),
  output: z.object({
    code: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    fields: z.array(
      z.object({
        field: z.string(),
        required: z.boolean(),
        kind: z.enum([...FIELD_KINDS, 'standard']),
        /** Of a chain's own field; a standard one has its words in every page. */
        labelZh: z.string().nullable(),
        labelEn: z.string().nullable(),
        choices: z.array(z.string()),
      }),
    ),
    consentZh: z.string(),
    consentEn: z.string(),
    consentVersion: z.string(),
  }),
  refusals: ['form_unknown'],
})

export const submitForm = endpoint({
  name: 'submitForm',
  method: 'POST',
  path: '/forms/:code/submissions',
  can: 'anyone',
  summary: 'Send in a filled form. The answer never says whether the applicant was a member before (C05).',
  input: z.object({
    code,
    id: idOf<'submission'>(),
    /** Where the form hung, such as table8. */
    tag: text(40).default(''),
    /** That the applicant has read and agreed to the words of this version. */
    agreed: z.literal(true),
    textVersion: text(40).min(1),
    /** Channels on which the applicant also agrees to marketing. */
    channels: z
      .array(z.enum(['email', 'sms']))
      .max(2)
      .default([]),
    ...profile,
  }),
  output: z.object({ id: z.string(), received: z.literal(true) }),
  refusals: ['submission_id_reused', 'form_unknown', 'consent_outdated', 'form_field_missing'],
})

export const listSubmissions = endpoint({
  name: 'formSubmissions',
  method: 'GET',
  path: '/form-submissions',
  can: 'member.screen',
  summary: 'The queue of forms to be looked at, the longest waiting first; or those decided before.',
  input: z.object({
    state: z.enum(SUBMISSION_STATES).default('screening'),
    formCode: code.optional(),
    ...paging,
  }),
  output: pageOf(
    z.object({
      id: z.string(),
      formCode: z.string(),
      tag: z.string(),
      state: z.enum(SUBMISSION_STATES),
      /** Null once it is decided: the words are the member's profile then, or gone. */
      profile: z.object(profile).nullable(),
      channels: z.array(z.string()),
      consentVersion: z.string(),
      at: z.string(),
      /** The member that has this mobile already. */
      knownMember: z.object({ id: z.string(), number: z.string() }).nullable(),
      memberId: z.string().nullable(),
      decision: z
        .object({
          verdict: z.enum(VERDICTS),
          reason: z.string(),
          at: z.string(),
          byId: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  refusals: [],
})

export const decideSubmission = endpoint({
  name: 'decideSubmission',
  method: 'POST',
  path: '/form-submissions/:submissionId/decisions',
  can: 'member.screen',
  summary: 'Approve a form, which enrols its sender and gives a card, or reject it with a reason (C05).',
  input: z
    .object({
      submissionId: idOf<'submission'>(),
      id: idOf<'submission-decision'>(),
      verdict: z.enum(VERDICTS),
      reason: text(200).default(''),
      /** A card printed before; else the next number of the form's series. */
      number: optional(text(40).min(1)),
    })
    .refine((wish) => wish.verdict === 'approved' || wish.reason !== '', {
      error: 'reason_needed',
      path: ['reason'],
    }),
  output: z.object({
    id: z.string(),
    submissionId: z.string(),
    verdict: z.enum(VERDICTS),
    reason: z.string(),
    memberId: z.string().nullable(),
    number: z.string().nullable(),
    at: z.string(),
    replayed: z.boolean(),
  }),
  refusals: [
    'submission_decision_id_reused',
    'submission_unknown',
    'submission_decided',
    'branch_unknown',
    'number_taken',
    'mobile_taken',
    'field_unknown',
  ],
})
