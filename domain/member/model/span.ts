import type { Instant } from '#base/instant'

/** Of these members, from a moment on and before another, at most so many; the latest first (C45). */
export type Span = Readonly<{
  memberIds: readonly string[]
  from: Instant | null
  before: Instant | null
  most: number
}>
