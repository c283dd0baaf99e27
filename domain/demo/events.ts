import type { Happening } from '#base/happening'

export const tourStarted = (chainId: string): Happening => ({
  kind: 'demo.tour_started',
  subjectId: chainId,
  body: {},
})
