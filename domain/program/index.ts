export { liveProgram, publish, type LiveProgram } from './publish.ts'
export { clawBackFor, firstProgram, pointsFor } from './model.ts'
