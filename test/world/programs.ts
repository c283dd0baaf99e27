import { templatesOf, type Template } from '#domain/program/index'
import { shippedTemplates } from '#server/outside/program-templates'
import { present } from '#base/must'

/** Every program that is shipped to start from, blanks and all. */
export const templates: readonly Template[] = templatesOf(shippedTemplates)

/** One of them by its code. */
export const template = (code: string): Template =>
  present(
    templates.find((one) => one.code === code),
    `there is a template ${code}`,
  )

/** A document with other values at some of its places, as somebody fills in a template. */
export function filledIn(program: unknown, values: Readonly<Record<string, unknown>>): unknown {
  const filled: unknown = structuredClone(program)
  for (const [path, value] of Object.entries(values)) {
    const keys = path.split('.')
    const last = present(keys.pop(), 'a path has a last key')
    const held = keys.reduce<unknown>((from, key) => (from as Record<string, unknown>)[key], filled)
    ;(held as Record<string, unknown>)[last] = value
  }
  return filled
}
