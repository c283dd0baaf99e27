export { found, show } from './found.ts'
export type { Guide } from './tour.ts'
