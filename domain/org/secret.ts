import { createHash } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id by its number: the library's enum exists in types only. */
const ARGON2ID = 2

/** 19 MiB, two passes, one lane: OWASP's first choice for argon2id (Password Storage Cheat Sheet). */
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** A PHC string; the salt is handed in, because a room rolls no dice. */
export const hashPassword = (password: string, salt: Uint8Array): Promise<string> =>
  hash(password.normalize('NFKC'), { ...COST, salt })

/** What an unknown login is checked against, so that it costs the same time as a known one (S4). Made with COST. */
const NOBODYS =
  '$argon2id$v=19$m=19456,t=2,p=1$utV7OFFo7Nmtu0Wb2GGH1A$G3aMpu+cWgk6gXIPv2ihPIfkUetu5GFBMH1J9VlxddI'

/** Whether the password is right; an absent hash takes as long and is always wrong. */
export async function passwordRight(password: string, kept: string | undefined): Promise<boolean> {
  const right = await verify(kept ?? NOBODYS, password.normalize('NFKC'))
  return kept !== undefined && right
}

export const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest()

/** 256 bits as text for a cookie or a header. */
export const tokenText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
