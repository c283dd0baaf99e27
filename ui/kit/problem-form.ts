import type { FormInstance } from 'antd'
import { isProblem } from '../call.ts'

/**
 * Puts the host's words about fields beside these fields. Answers whether every word found its place;
 * else the form shows an ErrorNotice as well.
 */
export function showFields<Values>(form: FormInstance<Values>, trouble: unknown): boolean {
  if (!isProblem(trouble) || trouble.problem.fields.length === 0) return false
  const places = trouble.problem.fields.map((field) => ({
    name: pathOf(field.path),
    errors: [field.message],
  }))
  const known = places.filter((place) => form.getFieldInstance(place.name as never) !== undefined)
  const first = known[0]
  if (first) form.scrollToField(first.name as never, { block: 'center', focus: true })
  form.setFields(known as Parameters<FormInstance<Values>['setFields']>[0])
  return known.length === places.length
}

/** `chain.name` and `lines[0].quantity` as the names of form items. */
export function pathOf(path: string): (string | number)[] {
  return path
    .split(/[.[\]]/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}
