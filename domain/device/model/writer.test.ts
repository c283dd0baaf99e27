import { expect, test } from 'vitest'
import { machineOf, type Machine } from '#test/simulation/locks'
import { askToWrite } from './writer.ts'

/** Opens windows of one browser, and writes down what each is told. */
function windowsOf(machine: Machine) {
  const said: string[] = []
  const open = (window: number) =>
    askToWrite(machine.of(window), 'a till', {
      told: (writes) => said.push(`${window} ${writes ? 'writes' : 'reads'}`),
      freed: () => said.push(`${window} is free to open anew`),
    })
  return { said, open }
}

test('D15 the first window of a till writes, every other one reads', () => {
  const machine = machineOf()
  const { said, open } = windowsOf(machine)
  for (const window of [1, 2, 3]) open(window)
  expect(said).toEqual(['1 writes', '2 reads', '3 reads'])
  expect(machine.holder()).toBe(1)
})

test('D15 whoever waits is told when the window that wrote is gone, and writes only when it has opened anew', () => {
  const machine = machineOf()
  const { said, open } = windowsOf(machine)
  for (const window of [1, 2]) open(window)
  machine.gone(1)
  expect(said.slice(2)).toEqual(['2 is free to open anew'])
  expect(machine.holder()).toBe(null)
  open(3)
  expect(said.at(-1)).toBe('3 writes')
})

test('D15 a reader that is closed waits no more, and the writer never knew of it', () => {
  const machine = machineOf()
  const { said, open } = windowsOf(machine)
  for (const window of [1, 2, 3]) open(window)
  machine.gone(2)
  expect(machine.holder()).toBe(1)
  machine.gone(1)
  expect(said.slice(3)).toEqual(['3 is free to open anew'])
})
