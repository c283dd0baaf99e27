/** Something outside went wrong; the person at the keyboard reads it, so it speaks both languages. */
export function trouble(en: string, zh: string, cause?: unknown): Error {
  return new Error(`${en}\n${zh}`, cause === undefined ? undefined : { cause })
}

/** The system's code of a failed call (`ENOENT`, `EACCES` …), or an empty text. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}
