import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

const reason = z.string().trim().min(1).max(200)

const freeze = {
  id: z.string(),
  memberId: z.string(),
  reason: z.string(),
  at: z.string(),
  /** True when this id was applied before with the same content: the same answer, no second effect. */
  replayed: z.boolean(),
}

export const freezeValue = endpoint({
  name: 'freezeValue',
  method: 'POST',
  path: '/members/:memberId/freezes',
  can: 'wallet.adjust',
  summary: 'Freeze what a member holds: nothing is spent or handed on until it is lifted; earning goes on.',
  input: z.object({ memberId: idOf<'member'>(), id: idOf<'freeze'>(), reason }),
  output: z.object(freeze),
  refusals: ['freeze_id_reused', 'member_unknown', 'value_already_frozen'],
})

export const liftFreeze = endpoint({
  name: 'liftFreeze',
  method: 'POST',
  path: '/members/:memberId/freeze-liftings',
  can: 'wallet.adjust',
  summary: 'Lift the freeze that was seen: what the member holds can be spent again.',
  input: z.object({
    memberId: idOf<'member'>(),
    id: idOf<'freeze-lifting'>(),
    /** The freeze that is lifted: a later one, made for another reason, stays. */
    freezeId: idOf<'freeze'>(),
    reason,
  }),
  output: z.object({ ...freeze, freezeId: z.string() }),
  refusals: ['freeze_lifting_id_reused', 'member_unknown', 'value_not_frozen'],
})

export const memberFreezes = endpoint({
  name: 'memberFreezes',
  method: 'GET',
  path: '/members/:memberId/freezes',
  can: 'wallet.read',
  summary: 'Whether what a member holds is frozen, and every freeze there was, newest first.',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({
    frozen: z.boolean(),
    rows: z.array(
      z.object({
        id: z.string(),
        reason: z.string(),
        at: z.string(),
        byId: z.string().nullable(),
        /** Null while it stands. */
        lifting: z
          .object({ id: z.string(), reason: z.string(), at: z.string(), byId: z.string().nullable() })
          .nullable(),
      }),
    ),
  }),
  refusals: ['member_unknown'],
})
