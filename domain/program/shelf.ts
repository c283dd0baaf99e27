import { on, type Answer, type Route } from '#base/endpoint'
import { must } from '#base/must'
import type { Work } from '#db/work'
import { programTemplates } from './contract.ts'
import { readProgramFile } from './file.ts'

/** A ready-made program: its cover, the document with blanks where the shop must decide, and the text it came in. */
export type Template = Answer<typeof programTemplates>['rows'][number] & Readonly<{ text: string }>

/** The templates of so many YAML texts; what is shipped is whole, so anything else is our bug. */
export function templatesOf(texts: readonly string[]): Template[] {
  return texts.map((text) => {
    const { cover, raw, findings } = readProgramFile(text, { currency: 'CNY' })
    const { code, name, about, industry } = cover
    const blanksOnly = findings.every((one) => one.level === 'warn' || BLANKS.has(one.code))
    must(blanksOnly, `P12: the template ${code} lacks nothing but blanks`)
    must(
      code !== undefined && name !== undefined && about !== undefined && industry !== undefined,
      `P12: the template ${code} has its cover`,
    )
    // The reader has found nothing but blanks in it, so it is an object of plain data.
    return { code, name, about, industry, program: raw as Record<string, never>, text }
  })
}

const BLANKS: ReadonlySet<string> = new Set(['fill_in', 'gives_nothing', 'minutes_needed'])

/** The templates as an endpoint; whoever starts the program hands in the texts that it was shipped with. */
export const shelfRoutes = (shipped: readonly string[]): Route<Work>[] => {
  let rows: Template[] | null = null
  const templates = async (): Promise<Answer<typeof programTemplates>> => {
    rows ??= templatesOf(shipped)
    return { rows: rows.map(({ text: _, ...row }) => row) }
  }
  return [on(programTemplates, templates)]
}
