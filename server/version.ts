import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './config.ts'

/** The version of this program, as its package says. */
export function version(): string {
  const { version: said } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string
  }
  return said
}
