import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { testFolder } from './room.ts'

/** Above the largest number a process can have. */
const NOBODY = 2 ** 22 + 1

test('what a killed run has left in memory is deleted, and nothing else', async () => {
  const memory = await mkdtemp(join(tmpdir(), 'zhiji-room-'))
  onTestFinished(() => rm(memory, { recursive: true }))
  const others = [`zhiji-test-${process.pid}-mine`, 'PostgreSQL.123']
  for (const name of [...others, `zhiji-test-${NOBODY}-left`])
    await mkdir(join(memory, name, 'inside'), { recursive: true })
  const made = await testFolder(memory, 0)
  expect(dirname(made)).toBe(memory)
  expect((await readdir(memory)).sort()).toEqual([...others, basename(made)].sort())
})

test('without memory to spare, or a place for it, the folder is among the temporary files', async () => {
  for (const [memory, enough] of [
    ['/nowhere', 1],
    [tmpdir(), Number.MAX_VALUE],
  ] as const) {
    const made = await testFolder(memory, enough)
    onTestFinished(() => rm(made, { recursive: true }))
    expect(basename(made)).toMatch(/^zhiji-test-[^-]{6}$/)
  }
})
