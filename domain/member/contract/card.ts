import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { CARD_HAPPENINGS, CARD_STATES } from '../model/cards.ts'
import { PIN_STATES } from '../model/pin.ts'

const number = z.string().trim().min(1).max(40)
const reason = z.string().trim().min(1).max(200)
/** True when this id was applied before with the same content: the same answer, no second effect. */
const replayed = z.boolean()
const note = z.string().trim().max(200).default('')

const loss = z.object({
  id: z.string(),
  memberId: z.string(),
  number: z.string(),
  reason: z.string(),
  at: z.string(),
  replayed,
})

export const reportCardLoss = endpoint({
  name: 'reportCardLoss',
  method: 'POST',
  path: '/members/:memberId/card-losses',
  can: 'member.write',
  summary: 'Report the card in force as lost; it is refused until it is found or replaced.',
  input: z.object({ memberId: idOf<'member'>(), id: idOf<'card-loss'>(), number, reason }),
  output: loss,
  refusals: ['card_loss_id_reused', 'member_unknown', 'card_not_in_force', 'card_already_lost'],
})

export const reportCardFinding = endpoint({
  name: 'reportCardFinding',
  method: 'POST',
  path: '/members/:memberId/card-findings',
  can: 'member.write',
  summary: 'Lift the loss report of the card in force: it has been found and is good again.',
  input: z.object({ memberId: idOf<'member'>(), id: idOf<'card-finding'>(), number, reason: note }),
  output: loss.extend({ lossId: z.string() }),
  refusals: ['card_finding_id_reused', 'member_unknown', 'card_not_in_force', 'card_not_lost'],
})

export const replaceCard = endpoint({
  name: 'replaceCard',
  method: 'POST',
  path: '/members/:memberId/card-replacements',
  can: 'member.write',
  summary:
    'Give a new card for the one in force, lost or not; the old number names the member for ever and is refused.',
  input: z.object({
    memberId: idOf<'member'>(),
    id: idOf<'card-replacement'>(),
    /** The card that is replaced: two clerks who act at once do not give two cards. */
    number,
    /** A card printed before; else the next of the same series. */
    newNumber: number.nullish().transform((value) => value ?? null),
    reason,
  }),
  output: z.object({
    id: z.string(),
    memberId: z.string(),
    oldNumber: z.string(),
    newNumber: z.string(),
    reason: z.string(),
    at: z.string(),
    replayed,
  }),
  refusals: ['card_replacement_id_reused', 'member_unknown', 'card_not_in_force', 'number_taken'],
})

export const memberCards = endpoint({
  name: 'memberCards',
  method: 'GET',
  path: '/members/:memberId/cards',
  can: 'member.read',
  summary: 'The card in force, the ones before it, what happened to them, and whether a PIN is set.',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({
    number: z.string(),
    state: z.enum(CARD_STATES),
    pin: z.object({
      state: z.enum(PIN_STATES),
      resetAt: z.string().nullable(),
      /** When the next try is let through; null while locked means: not before a reset. */
      lockedUntil: z.string().nullable(),
    }),
    /** The card in force first. */
    cards: z.array(
      z.object({
        number: z.string(),
        state: z.enum(CARD_STATES),
        from: z.string(),
        until: z.string().nullable(),
      }),
    ),
    /** Newest first. */
    history: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(CARD_HAPPENINGS),
        /** The card it happened to; null for a PIN, which belongs to the member. */
        number: z.string().nullable(),
        newNumber: z.string().nullable(),
        reason: z.string(),
        at: z.string(),
        byId: z.string().nullable(),
      }),
    ),
  }),
  refusals: ['member_unknown'],
})

export const resetPin = endpoint({
  name: 'resetPin',
  method: 'POST',
  path: '/members/:memberId/pin-resets',
  can: 'member.write',
  summary: 'Set or reset the PIN of a member; the PIN is kept only as a hash, and no lock stays.',
  input: z.object({
    memberId: idOf<'member'>(),
    id: idOf<'pin-reset'>(),
    /** Six digits are the habit of the trade; four to twelve are taken. */
    pin: z
      .string()
      .normalize('NFKC')
      .regex(/^[0-9]{4,12}$/),
    reason: note,
  }),
  output: z.object({ id: z.string(), memberId: z.string(), at: z.string(), replayed }),
  refusals: ['pin_reset_id_reused', 'member_unknown', 'pin_weak'],
})
