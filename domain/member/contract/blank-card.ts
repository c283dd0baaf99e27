import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { DESIGN_KINDS } from '../model/blank-card.ts'

const text = (most: number) => z.string().trim().max(most)
const optional = <T extends z.ZodType>(of: T) => of.nullish().transform((value) => value ?? null)

const batch = z.object({
  id: z.string(),
  prefix: z.string(),
  count: z.int(),
  /** How many are still blank. */
  blank: z.int(),
  firstNumber: z.string(),
  lastNumber: z.string(),
  branchId: z.string().nullable(),
  agentCode: z.string().nullable(),
  designCode: z.string().nullable(),
  note: z.string(),
  at: z.string(),
  byId: z.string().nullable(),
})

export const makeCardBatch = endpoint({
  name: 'makeCardBatch',
  method: 'POST',
  path: '/card-batches',
  can: 'member.screen',
  summary: 'Number blank cards from a series for a branch, an agent or, with neither, the head office (C08).',
  input: z
    .object({
      id: idOf<'card-batch'>(),
      /** The regional prefix of the series, such as AH. */
      prefix: text(8).default(''),
      count: z.int().min(1).max(10_000),
      branchId: optional(idOf<'branch'>()),
      /** The cards are pre-coded to this agent, and inactive until a shop registers them. */
      agentCode: optional(text(40).min(1)),
      designCode: optional(text(40).min(1)),
      note: text(200).default(''),
    })
    .refine((wish) => wish.branchId === null || wish.agentCode === null, {
      error: 'branch_or_agent',
      path: ['agentCode'],
    }),
  output: batch.extend({ replayed: z.boolean() }),
  refusals: ['card_batch_id_reused', 'branch_unknown', 'card_design_unknown'],
})

export const listCardBatches = endpoint({
  name: 'cardBatches',
  method: 'GET',
  path: '/card-batches',
  can: 'member.read',
  summary: 'Batches of blank cards with what is left of them, newest first.',
  input: z.object({ branchId: idOf<'branch'>().optional(), agentCode: text(40).optional(), ...paging }),
  output: pageOf(batch),
  refusals: [],
})

export const cardStock = endpoint({
  name: 'cardStock',
  method: 'GET',
  path: '/card-stock',
  can: 'member.read',
  summary: 'Blank cards in stock and cards given out, per branch and per agent (C08).',
  input: z.object({}),
  output: z.object({
    rows: z.array(
      z.object({
        branchId: z.string().nullable(),
        agentCode: z.string().nullable(),
        blank: z.int(),
        issued: z.int(),
      }),
    ),
  }),
  refusals: [],
})

const face = {
  url: text(200),
  smsNumber: text(40),
  /** The toll-free number, such as 800-820-0000. */
  freePhone: text(40),
  hotline: text(40),
  /** Where the logo is: an address of a picture. */
  logo: text(500),
}
const print = z.object({
  number: z.string(),
  url: z.string(),
  smsNumber: z.string(),
  freePhone: z.string(),
  hotline: z.string(),
  logo: z.string(),
  agentCode: z.string().nullable(),
  issued: z.boolean(),
})

export const cardPrints = endpoint({
  name: 'cardPrints',
  method: 'GET',
  path: '/card-batches/:id/cards',
  can: 'member.read',
  summary: 'The cards of a batch with what is printed on each: number, addresses, phones, logo (C08).',
  input: z.object({ id: idOf<'card-batch'>(), ...paging }),
  output: pageOf(print),
  refusals: ['card_batch_unknown'],
})

export const cardPrintFile = endpoint({
  name: 'cardPrintFile',
  method: 'GET',
  path: '/card-batches/:id/print-file',
  can: 'member.screen',
  summary: 'The same for the printer of the cards, as a CSV file.',
  input: z.object({ id: idOf<'card-batch'>() }),
  output: z.unknown(),
  refusals: ['card_batch_unknown'],
  reply: 'file',
})

const design = z.object({
  code: text(40).min(1),
  /** A member's card, or the credential of an event. */
  kind: z.enum(DESIGN_KINDS),
  nameZh: text(60).min(1),
  nameEn: text(60).min(1),
  ...face,
})

export const keepCardDesign = endpoint({
  name: 'keepCardDesign',
  method: 'PUT',
  path: '/card-designs/:code',
  can: 'member.screen',
  summary: 'Add or change a design of cards: what stands on the face of each (C08).',
  input: design,
  output: design.extend({ version: z.int() }),
  refusals: [],
})

export const listCardDesigns = endpoint({
  name: 'cardDesigns',
  method: 'GET',
  path: '/card-designs',
  can: 'member.read',
  summary: 'The catalogue of card designs, credentials of events among them.',
  input: z.object({}),
  output: z.object({ rows: z.array(design.extend({ version: z.int() })) }),
  refusals: [],
})

export const registerCard = endpoint({
  name: 'registerCard',
  method: 'POST',
  path: '/members/:memberId/card-registrations',
  can: 'member.write',
  summary: 'A shop registers the card of an agent: the member is active from then on (C08).',
  input: z.object({
    memberId: idOf<'member'>(),
    id: idOf<'card-registration'>(),
    number: text(40).min(1),
    branchId: idOf<'branch'>(),
  }),
  output: z.object({
    id: z.string(),
    memberId: z.string(),
    number: z.string(),
    branchId: z.string(),
    at: z.string(),
    replayed: z.boolean(),
  }),
  refusals: [
    'card_registration_id_reused',
    'member_unknown',
    'card_not_in_force',
    'card_already_active',
    'branch_unknown',
  ],
})
