export type { Guide } from './tour.ts'
