import type { Answer, Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import type { programSchema, programText } from './contract.ts'
import { documentSchema } from './model/json-schema.ts'
import { sentencesOf } from './model/words.ts'
import { programs } from './publish.ts'

/** The published JSON Schema of a document. */
export const schema = async (): Promise<Answer<typeof programSchema>> => ({
  // JSON Schema is plain data by definition.
  schema: documentSchema() as Record<string, never>,
})

/** C27: what the live program promises, in sentences that anybody can read. */
export async function text(
  work: Work,
  { language }: Wish<typeof programText>,
): Promise<Answer<typeof programText>> {
  const { live } = await programs(work)
  const { currency } = await chain(work)
  return { version: live.version, sentences: [...sentencesOf(live.document, { currency, language })] }
}
