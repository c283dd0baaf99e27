import type { RefusalText } from '../refusals.ts'

export const rewardRefusals = {} satisfies Record<string, RefusalText>
