export { askFor, show as showRehearsal } from './rehearsals.ts'
export { rehearseNext } from './run.ts'
