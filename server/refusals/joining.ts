import type { RefusalText } from '../refusals.ts'

export const joiningRefusals = {} satisfies Record<string, RefusalText>
