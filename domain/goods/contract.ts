import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'

export const productWish = z.object({
  id: idOf<'product'>(),
  code: z.string().trim().min(1).max(60),
  name: z.string().trim().max(200),
  category: z.string().trim().max(100).default(''),
  barcode: z
    .string()
    .trim()
    .max(60)
    .nullish()
    .transform((v) => v || null),
  priceMinor: z
    .int()
    .min(0)
    .nullish()
    .transform((v) => v ?? null),
  /** What one costs the chain. Without a default, so that a wish made before it was asked keeps its fingerprint. */
  costMinor: z.int().min(0).nullish(),
  /** Whether its stock is counted. */
  stocked: z.boolean().optional(),
})

const product = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  category: z.string(),
  barcode: z.string().nullable(),
  priceMinor: z.int().nullable(),
  costMinor: z.int().nullable(),
  stocked: z.boolean(),
  version: z.int(),
  withdrawnAt: z.string().nullable(),
})
export type Product = z.output<typeof product>

export const addProduct = endpoint({
  name: 'addProduct',
  method: 'POST',
  path: '/products',
  can: 'goods.write',
  summary: 'Add a product to the catalogue.',
  input: productWish,
  output: product,
  refusals: ['product_id_reused', 'code_taken', 'barcode_taken'],
})

export const changeProduct = endpoint({
  name: 'changeProduct',
  method: 'PUT',
  path: '/products/:id',
  can: 'goods.write',
  summary: 'Change a product for what is sold from now on; `version` says which state was seen.',
  input: z.object({
    id: idOf<'product'>(),
    version: z.int(),
    name: productWish.shape.name,
    category: productWish.shape.category,
    barcode: productWish.shape.barcode,
    priceMinor: productWish.shape.priceMinor,
    costMinor: productWish.shape.priceMinor,
    stocked: z.boolean(),
  }),
  output: product,
  refusals: ['product_unknown', 'changed_meanwhile', 'barcode_taken'],
})

export const listProducts = endpoint({
  name: 'listProducts',
  method: 'GET',
  path: '/products',
  can: 'goods.read',
  summary: 'The catalogue, searched by code, barcode or name.',
  input: z.object({ q: z.string().trim().max(120).default(''), ...paging }),
  output: pageOf(product),
  refusals: [],
})
