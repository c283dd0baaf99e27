import { serve, TASKS } from './tasks.ts'

// What a thread runs that `threads.ts` starts for one task.
serve(TASKS)
