import { z } from 'zod'
import { POST_KINDS } from '../model/post.ts'

/** The member's own link: whoever holds it needs no sign-in. */
export const token = z.string().min(1).max(100)

/** Words as people type them: outer space goes, line breaks stay, characters nobody sees are refused. */
const seen = /^[^\p{Cc}\p{Cf}]*$/u
export const line = (most: number) => z.string().trim().min(1).max(most).regex(seen)
export const words = (most: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().min(1).max(most))

/** Who wrote something, as everybody may read it (F4): a nickname or a masked name, nothing else. */
export const author = z.object({ kind: z.enum(['member', 'former', 'house']), name: z.string() })

export const shownPost = z.object({
  id: z.string(),
  kind: z.enum(POST_KINDS),
  title: z.string(),
  body: z.string(),
  author,
  at: z.string(),
})

/** What a write of a member answers. */
export const written = z.object({ id: z.string(), replayed: z.boolean() })
