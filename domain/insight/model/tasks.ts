import type { Task } from '#base/task'
import { foretell, type ForetellWish, type Foretold } from './foretell.ts'

/** Everybody's forecast, the model chosen by its proof. */
export const foretelling: Task<ForetellWish, Foretold> = { name: 'insight.foretell', run: foretell }

/** What of this room takes long enough to be done apart. */
export const insightTasks: readonly Task<never, unknown>[] = [foretelling]
