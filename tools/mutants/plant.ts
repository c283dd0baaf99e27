import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Edit, Mutant } from './mutant.ts'

/** The text of a file with an edit made; throws when the place is not there exactly once. */
export function edited(text: string, { file, find, replace }: Edit): string {
  const found = text.split(find).length - 1
  if (found !== 1) throw new Error(`${file} has this ${found} times, not once: ${find}`)
  return text.replace(find, () => replace)
}

/** Plants a mutant in a tree; answers how to take it out again. */
export function plant(root: string, { edits }: Pick<Mutant, 'edits'>): () => void {
  const before = new Map(edits.map(({ file }) => [file, readFileSync(join(root, file), 'utf8')]))
  const after = new Map(before)
  for (const edit of edits) after.set(edit.file, edited(after.get(edit.file) ?? '', edit))
  for (const [file, text] of after) writeFileSync(join(root, file), text)
  return () => {
    for (const [file, text] of before) writeFileSync(join(root, file), text)
  }
}
