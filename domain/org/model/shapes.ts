import { z } from 'zod'
import { idOf } from '#base/id'
import { isZone } from '#base/instant'
import { LANGUAGES, PERMISSIONS, ROLES } from '../model.ts'

export const text = (most: number) => z.string().trim().min(1).max(most)
export const zone = z
  .string()
  .max(60)
  .refine(isZone, { params: { code: 'zone_unknown' } })
export const closingHour = z.int().min(0).max(23)
export const language = z.enum(LANGUAGES)
export const password = z.string().min(8).max(200)
export const login = z
  .string()
  .trim()
  .min(2)
  .max(60)
  .regex(/^[^\s]+$/)
export const country = z.string().regex(/^[A-Z]{2}$/)
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .refine((code) => Intl.supportedValuesOf('currency').includes(code))

/** Filled in by the host for endpoints that start or end a session; whatever a caller writes here is replaced. */
export const caller = z.object({ address: z.string(), token: z.string().nullable() }).optional()

export const branchWords = {
  code: text(20),
  name: text(100),
  region: z.string().trim().max(60).default(''),
  zone: zone.optional(),
  closingHour: closingHour.optional(),
}

export const branch = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  region: z.string(),
  zone: z.string(),
  closingHour: z.int(),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  version: z.int(),
})

export const staff = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  language,
  roles: z.array(z.enum(ROLES)),
  /** null is the whole chain. */
  branchIds: z.array(z.string()).nullable(),
  hiredAt: z.string(),
  disabledAt: z.string().nullable(),
  version: z.int(),
})

/** The open branches somebody may act for. */
export const branchesActedFor = z.array(
  z.object({ id: z.string(), code: z.string(), name: z.string(), region: z.string() }),
)

/** What a sign-in page and a member's phone may know of the chain; null before it is set up. */
export const chainShown = {
  name: z.string().nullable(),
  language: language.nullable(),
  currency: currency.nullable(),
}

export const chain = z.object({
  id: z.string(),
  name: z.string(),
  country: z.string(),
  currency: z.string(),
  zone: z.string(),
  closingHour: z.int(),
  language,
})

export const post = {
  roles: z
    .array(z.enum(ROLES))
    .min(1)
    .max(ROLES.length)
    .transform((roles) => [...new Set(roles)]),
  branchIds: z
    .array(idOf<'branch'>())
    .max(5000)
    .transform((ids) => [...new Set(ids)])
    .nullable(),
}

export const key = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  madeAt: z.string(),
  usedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
})

export const scopes = z
  .array(z.enum(PERMISSIONS))
  .min(1)
  .transform((all) => [...new Set(all)].sort())
