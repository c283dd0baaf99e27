import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { MUTANTS } from './list.ts'
import { PLACELESS } from './mutant.ts'
import { edited, plant } from './plant.ts'
import { verdictOf } from './run.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

test.each(MUTANTS)(
  'mutant $no has its place in the sources, and its tests are there',
  ({ edits, tests, only }) => {
    const texts = new Map(edits.map(({ file }) => [file, readFileSync(join(ROOT, file), 'utf8')]))
    for (const edit of edits) {
      const before = texts.get(edit.file) ?? ''
      const after = edited(before, edit)
      expect(after).not.toBe(before)
      texts.set(edit.file, after)
    }
    for (const file of tests) {
      expect(existsSync(join(ROOT, file)), file).toBe(true)
      // A name that no test begins with would run nothing; names made from a table begin with a quote.
      const text = readFileSync(join(ROOT, file), 'utf8')
      if (only !== undefined && !only.startsWith("'")) expect(text).toContain(`'${only}`)
    }
  },
)

test('the first thirty-three, the one about the disk and our own are all there, or said to have no place', () => {
  // A bug that can be planted in two places is planted in each, by itself.
  const all = new Set([...MUTANTS, ...PLACELESS].map(({ no }) => no))
  const row = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
  expect([...all].toSorted((a, b) => a - b)).toEqual([...row(1, 33), 36, ...row(41, 51)])
})

test('a mutant whose place is gone, or not the only one, is refused and changes nothing', () => {
  const root = mkdtempSync(join(tmpdir(), 'zhiji-plant-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'domain'))
  const file = 'domain/purse.ts'
  const text = 'const a = lock()\nconst b = lock()\nconst c = free()\n'
  writeFileSync(join(root, file), text)
  const read = () => readFileSync(join(root, file), 'utf8')
  const edit = (find: string) => ({ file, find, replace: '$&' })
  expect(() => plant(root, { edits: [edit('free()'), edit('lock()')] })).toThrow('2 times')
  expect(() => plant(root, { edits: [edit('free()'), edit('gone()')] })).toThrow('0 times')
  expect(read()).toBe(text)
  const takeOut = plant(root, { edits: [edit('free()')] })
  expect(read()).toBe(text.replace('free()', () => '$&'))
  takeOut()
  expect(read()).toBe(text)
})

test('only a test that failed kills; a file that does not load shows nothing', () => {
  const ran = { passed: 3, loaded: true, ms: 1 }
  expect(verdictOf({ ...ran, failed: 1 })).toBe('killed')
  expect(verdictOf({ ...ran, failed: 0 })).toBe('SURVIVED')
  expect(verdictOf({ ...ran, failed: 0, loaded: false })).toBe('did not load')
})
