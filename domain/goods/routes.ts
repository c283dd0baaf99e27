import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { add, list } from './add.ts'
import { addProduct, listProducts } from './contract.ts'

export const goodsRoutes: Route<Work>[] = [on(addProduct, add), on(listProducts, list)]
