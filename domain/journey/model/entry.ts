export const STATES = ['draft', 'running', 'paused', 'stopped'] as const
export type JourneyState = (typeof STATES)[number]

export const ARMS = ['treated', 'control'] as const
export type Arm = (typeof ARMS)[number]

/** How a walk ends: behind the last step, by a purchase, because the member has left, because the journey was ended. */
export const ENDS = ['done', 'goal', 'left', 'stopped'] as const
export type End = (typeof ENDS)[number]
