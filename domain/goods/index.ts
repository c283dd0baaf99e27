export { addMany, productsByCode, withdraw, type ProductAnswer, type ProductWish } from './add.ts'
