import { readdirSync, readFileSync } from 'node:fs'

/** Beside the room that reads them, in the sources and in the build alike. */
const FOLDER = new URL('../../domain/program/templates/', import.meta.url)

/** The ready-made programs as YAML texts, by name. Read once at the start: they are a few pages. */
export const shippedTemplates: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .toSorted()
  .map((name) => readFileSync(new URL(name, FOLDER), 'utf8'))
