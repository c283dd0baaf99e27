export { end, map, open, part } from './upload.ts'
export { check, run, undo } from './start.ts'
export { show } from './show.ts'
export { PART_BYTES } from './contract.ts'
