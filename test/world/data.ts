import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { must } from '#base/must'

/**
 * Public data that tests read: beside the checkout, or where ZHIJI_SHARED says. Absent data fails a test, it
 * never skips one.
 */
export function sharedFile(path: string): string {
  const root = process.env['ZHIJI_SHARED'] ?? join(process.cwd(), '..', 'shared')
  const file = join(root, 'data', path)
  must(existsSync(file), `test: ${file} exists; set ZHIJI_SHARED to the folder that holds data/`)
  return file
}

/** The rows of a gzipped CSV with a header. */
export function rowsOf(file: string): Record<string, string>[] {
  return parse(gunzipSync(readFileSync(file)), { columns: true, bom: true })
}
