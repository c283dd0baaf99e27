import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { add, list } from './add.ts'
import { change } from './change.ts'
import { addProduct, changeProduct, listProducts } from './contract.ts'
import * as stock from './contract/stock.ts'
import * as onHand from './on-hand.ts'
import * as sheets from './sheets.ts'

export const goodsRoutes: Route<Work>[] = [
  on(addProduct, add),
  on(changeProduct, change),
  on(listProducts, list),
  on(stock.bringGoodsIn, sheets.bringIn),
  on(stock.takeGoodsOut, sheets.takeOut),
  on(stock.transferStock, sheets.transfer),
  on(stock.countStock, sheets.count),
  on(stock.keepStockLimits, onHand.keepLimits),
  on(stock.stockOnHand, onHand.onHand),
  on(stock.stockAlerts, onHand.listAlerts),
  on(stock.stockMovements, onHand.listMovements),
]
