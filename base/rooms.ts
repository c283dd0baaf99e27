/** The rooms of the business. The order is the architecture: a room uses only the rooms before it. */
export const ROOMS = [
  'org',
  'member',
  'goods',
  'ledger',
  'program',
  'standing',
  'wallet',
  'sale',
  'joining',
  'reward',
  'device',
  'import',
  'order',
  'partner',
  'club',
  'insight',
  'survey',
  'campaign',
  'planning',
  'care',
  'journey',
  'planner',
  'report',
  'demo',
] as const

export type Room = (typeof ROOMS)[number]
