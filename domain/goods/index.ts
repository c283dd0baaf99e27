export {
  addMany,
  judgeProducts,
  productsByCode,
  withdraw,
  type ProductAnswer,
  type ProductWish,
} from './add.ts'
export { catalogueAfter, catalogueOf, type Catalogue, type CataloguePage, type Listed } from './catalogue.ts'
export { productWish } from './contract.ts'
export { putStock, takeStock, tryTakeStock, type StockShort, type StockWish } from './move-stock.ts'
