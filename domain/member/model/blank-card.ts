/** What a design is for: members' cards, or the credentials of an event. */
export const DESIGN_KINDS = ['card', 'event'] as const
export type DesignKind = (typeof DESIGN_KINDS)[number]
