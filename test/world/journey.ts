import type { Asked } from '#base/endpoint'
import { changeJourney, journeyEntries, saveJourney } from '#domain/journey/contract'
import type { StepAsked } from '#domain/journey/contract/document'
import type { TestWorld } from './world.ts'

export type JourneyAsked = Asked<typeof saveJourney>['document']

/** A started journey: nobody is held out, unless told otherwise. */
export async function started(
  w: TestWorld,
  of: Partial<JourneyAsked> & Pick<JourneyAsked, 'trigger'> & { steps: StepAsked[] },
): Promise<string> {
  const journeyId = w.newId()
  const document = { name: `Journey ${journeyId}`, controlBps: 0, ...of }
  await w.call(saveJourney, { id: w.newId(), journeyId, document })
  await turn(w, journeyId, 'running')
  return journeyId
}

export async function turn(w: TestWorld, journeyId: string, state: 'running' | 'paused' | 'stopped') {
  await w.call(changeJourney, { id: w.newId(), journeyId, state })
  await w.settle()
}

/** Another morning: the clock stands at noon of a day, and the journeys have looked at it. */
export async function morningOf(w: TestWorld, day: string): Promise<void> {
  w.clock.set(`${day}T04:00:00.000Z`)
  await w.job('journey.daily')
  await w.settle()
}

/** Where everybody stands, and what they have passed, in the order of numbers. */
export async function walks(w: TestWorld, journeyId: string) {
  const { rows } = await w.call(journeyEntries, { journeyId, rows: 200 })
  return rows
    .toSorted((a, b) => (`${a.number} ${a.enteredOn}` < `${b.number} ${b.enteredOn}` ? -1 : 1))
    .map(({ number, arm, step, dueOn, ended, passed }) => ({
      number,
      arm,
      step,
      dueOn,
      ended,
      passed: passed.map((one) => `${one.step}: ${one.outcome}`),
    }))
}
