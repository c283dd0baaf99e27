export {
  addMany,
  judgeProducts,
  productsByCode,
  withdraw,
  type ProductAnswer,
  type ProductWish,
} from './add.ts'
export { productWish } from './contract.ts'
export { putStock, takeStock, tryTakeStock, type StockShort, type StockWish } from './move-stock.ts'
