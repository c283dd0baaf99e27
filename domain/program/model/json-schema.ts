import { z } from 'zod'
import { programDocument } from './document.ts'

/**
 * JSON Schema (2020-12) of a document as it is written: what has a default may be left out, and what the document does
 * not know is refused, as a file of it would be.
 */
export const documentSchema = (): Readonly<Record<string, unknown>> => ({
  ...z.toJSONSchema(programDocument, { io: 'input', override: ({ jsonSchema }) => close(jsonSchema) }),
  title: 'Zhiji program',
})

/** An object of the document has no other keys; a record has all of them. */
function close(schema: { type?: unknown; properties?: unknown; additionalProperties?: unknown }): void {
  if (schema.type === 'object' && schema.properties !== undefined) schema.additionalProperties = false
}
