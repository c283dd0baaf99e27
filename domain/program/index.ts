export { liveProgram, publish, type LiveProgram } from './publish.ts'
export { clawBackFor, expiryOf, firstProgram, pointsFor } from './model.ts'
