import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as contract from './contract.ts'
import { record, recordMany } from './intake.ts'
import { byDay, event, list, show } from './show.ts'

export const saleRoutes: Route<Work>[] = [
  on(contract.recordSale, record),
  on(contract.recordSales, recordMany),
  on(contract.saleEvent, event),
  on(contract.listSales, list),
  on(contract.showSale, show),
  on(contract.salesByDay, byDay),
]
