import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { ORGANISATION_TYPES } from '../model/organisations.ts'
import { SOURCES } from '../model.ts'
import { monthMostMinor } from './household.ts'

const text = (most: number) => z.string().trim().max(most)
const optional = <T extends z.ZodType>(of: T) => of.nullish().transform((value) => value ?? null)
const taxNumber = optional(text(40).min(1))

const person = {
  name: text(120).min(1),
  mobile: optional(text(40).min(1)),
  /** What they do there: purchaser, bookkeeper. */
  role: text(60).default(''),
  monthMostMinor,
}
const newContact = {
  ...person,
  id: idOf<'contact-person'>(),
  /** A card of their own, printed before, that counts on the organisation's account. */
  number: optional(text(40).min(1)),
  /** To which words they agreed to be written to, and how. */
  consent: optional(
    z.object({ channels: z.array(z.enum(['email', 'sms'])).max(2), textVersion: text(40).min(1) }),
  ),
}

const contact = z.object({
  id: z.string(),
  organisationId: z.string(),
  name: z.string(),
  mobile: z.string().nullable(),
  role: z.string(),
  number: z.string().nullable(),
  monthMostMinor: z.int().nullable(),
  at: z.string(),
  leftAt: z.string().nullable(),
  consents: z.array(
    z.object({ channel: z.string(), granted: z.boolean(), textVersion: z.string(), at: z.string() }),
  ),
})

const organisation = z.object({
  /** Also its id as a member: it holds a card and a wallet like one. */
  id: z.string(),
  number: z.string(),
  name: z.string(),
  type: z.enum(ORGANISATION_TYPES),
  taxNumber: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  branchId: z.string().nullable(),
  joinedOn: z.string(),
  version: z.int(),
  contacts: z.array(contact),
})

const words = {
  name: text(120).min(1),
  type: z.enum(ORGANISATION_TYPES),
  taxNumber,
  address: optional(text(300)),
  phone: optional(text(40)),
}

export const enrolOrganisation = endpoint({
  name: 'enrolOrganisation',
  method: 'POST',
  path: '/organisations',
  can: 'member.write',
  summary: 'Enrol an organisation with its contact persons; it holds a card and a wallet (C12).',
  input: z.object({
    id: idOf<'member'>(),
    ...words,
    number: optional(text(40).min(1)),
    prefix: optional(text(8)),
    source: z.enum(SOURCES).default('terminal'),
    branchId: optional(idOf<'branch'>()),
    contacts: z.array(z.object(newContact)).max(50).default([]),
  }),
  output: organisation.extend({ replayed: z.boolean() }),
  refusals: [
    'organisation_id_reused',
    'tax_number_taken',
    'member_id_reused',
    'branch_unknown',
    'number_taken',
    'contact_id_reused',
  ],
})

export const changeOrganisation = endpoint({
  name: 'changeOrganisation',
  method: 'PUT',
  path: '/organisations/:id',
  can: 'member.write',
  summary: 'Change an organisation; `version` says which state was seen.',
  input: z.object({ id: idOf<'member'>(), version: z.int(), ...words }),
  output: organisation,
  refusals: ['organisation_unknown', 'changed_meanwhile', 'tax_number_taken'],
})

export const listOrganisations = endpoint({
  name: 'organisations',
  method: 'GET',
  path: '/organisations',
  can: 'member.read',
  summary: 'Organisations with their contact persons, searched by name, number or tax number.',
  input: z.object({ q: text(120).default(''), type: z.enum(ORGANISATION_TYPES).optional(), ...paging }),
  output: pageOf(organisation),
  refusals: [],
})

export const showOrganisation = endpoint({
  name: 'organisation',
  method: 'GET',
  path: '/organisations/:id',
  can: 'member.read',
  summary: 'One organisation with its contact persons.',
  input: z.object({ id: idOf<'member'>() }),
  output: organisation,
  refusals: ['organisation_unknown'],
})

export const addContact = endpoint({
  name: 'addContactPerson',
  method: 'POST',
  path: '/organisations/:organisationId/contacts',
  can: 'member.write',
  summary: 'Add a contact person of an organisation, with a card of their own if they shop for it.',
  input: z.object({ organisationId: idOf<'member'>(), ...newContact }),
  output: contact.extend({ replayed: z.boolean() }),
  refusals: ['contact_id_reused', 'organisation_unknown', 'number_taken'],
})

export const changeContact = endpoint({
  name: 'changeContactPerson',
  method: 'PUT',
  path: '/contact-persons/:id',
  can: 'member.write',
  summary: 'Change a contact person, or (with `left`) note that they have left; their card is refused then.',
  input: z.object({ id: idOf<'contact-person'>(), ...person, left: z.boolean().default(false) }),
  output: contact,
  refusals: ['contact_unknown'],
})

export const recordContactConsent = endpoint({
  name: 'recordContactConsent',
  method: 'POST',
  path: '/contact-persons/:id/consents',
  can: 'member.write',
  summary: 'Grant or withdraw a contact person’s own consent on a channel; a new row each time.',
  input: z.object({
    id: idOf<'contact-person'>(),
    consentId: idOf<'consent'>(),
    channel: z.enum(['email', 'sms']),
    granted: z.boolean(),
    textVersion: text(40).min(1),
  }),
  output: z.object({ id: z.string() }),
  refusals: ['contact_unknown'],
})
