import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

/** The application form that somebody came by, and where it hung (C44). */
export const cameBy = z.object({
  formCode: z.string(),
  tag: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
})

const text = (most: number) => z.string().trim().min(1).max(most)
const code = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, { error: 'code_form' })

const place = {
  /** Stands in the address behind the code, as `?s=table8`. */
  tag: code,
  nameZh: text(60),
  nameEn: text(60),
  /** Whose members they become; null is the form's own branch. */
  branchId: idOf<'branch'>()
    .nullish()
    .transform((value) => value ?? null),
  /** Taken down; who still has its code joins by it all the same. */
  removed: z.boolean().default(false),
}

const MOST_PLACES = 200

const shown = z.object({
  rows: z.array(
    z.object({
      ...place,
      branchId: z.string().nullable(),
      /** Below the address of this program; what the code to hang up leads to. */
      link: z.string(),
      returned: z.int(),
      enrolled: z.int(),
    }),
  ),
})

export const formPlaces = endpoint({
  name: 'memberFormPlaces',
  method: 'GET',
  path: '/member-forms/:code/places',
  can: 'member.read',
  summary: 'Where a form hangs, with what came in from each place (C44).',
  input: z.object({ code }),
  output: shown,
  refusals: ['form_unknown'],
})

export const allFormPlaces = endpoint({
  name: 'memberJoiningPlaces',
  method: 'GET',
  path: '/member-joining-places',
  can: 'member.read',
  summary: 'Every place of every form, to choose from: who joined where (C44).',
  input: z.object({}),
  output: z.object({
    rows: z.array(
      z.object({
        formCode: z.string(),
        formZh: z.string(),
        formEn: z.string(),
        tag: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        enrolled: z.int(),
      }),
    ),
  }),
  refusals: [],
})

export const keepFormPlaces = endpoint({
  name: 'keepMemberFormPlaces',
  method: 'PUT',
  path: '/member-forms/:code/places',
  can: 'member.screen',
  summary: 'Say where a form hangs: tables, tills, windows; those that are left out stay as they were (N19).',
  input: z.object({
    code,
    places: z
      .array(z.object(place))
      .min(1)
      .max(MOST_PLACES)
      .refine((all) => new Set(all.map((one) => one.tag)).size === all.length, { error: 'code_twice' }),
  }),
  output: shown,
  refusals: ['form_unknown', 'branch_unknown'],
})
