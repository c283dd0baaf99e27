import { balances } from './balances.ts'
import type { KindOf } from './kind.ts'
import type { Kind } from './model/fields.ts'
import { pastCoupons } from './past.ts'
import { members, products } from './people.ts'
import { sales } from './sales.ts'

/** The five kinds. Each looks only into wishes that it made itself, so their types need not be told apart here. */
const KINDS = { members, products, sales, balances, pastCoupons } as unknown as Readonly<
  Record<Kind, KindOf<unknown>>
>

export const kindOf = (kind: Kind): KindOf<unknown> => KINDS[kind]
