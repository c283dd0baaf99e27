import { expect, onTestFinished } from 'vitest'
import { launch } from '#tools/chromium'
import { startProgram } from '#tools/program'
import { reader, type Reader, type Wish } from './reader.ts'

/** A program that was never set up, its owner before a browser, and whoever else comes along; it stops in order. */
export type FreshHouse = Readonly<{
  owner: Reader
  visit: (wish: Omit<Wish, 'address'>) => Promise<Reader>
}>

/** Starts one, which ends with the test; by more settings where the program needs them. */
export async function freshHouse(settings: Readonly<Record<string, string>> = {}): Promise<FreshHouse> {
  const house = await startProgram(settings)
  onTestFinished(async () => expect(await house.stop()).toBe(0))
  const browser = await launch()
  onTestFinished(() => browser.close())
  const visit: FreshHouse['visit'] = (wish) => reader(browser, { address: house.address, ...wish })
  return { owner: await visit({}), visit }
}
