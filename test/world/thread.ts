import { serve, TASKS } from '#server/tasks'
import { TEST_TASKS } from './tasks.ts'

// A thread that also knows what tests ask for.
serve([...TASKS, ...TEST_TASKS])
