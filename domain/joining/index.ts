import type { Work } from '#db/work'
import * as store from './store/joinings.ts'

/** Every joining and renewal of these members, undone ones included, the newest first. */
export const joiningsOf = (work: Work, memberIds: readonly string[]) => store.joiningsOf(work.tx, memberIds)
