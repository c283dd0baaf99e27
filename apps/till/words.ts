import { useTranslation } from 'react-i18next'
import type { en } from './text/en.ts'

type Leaves<T, Before extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Before}${K}` : Leaves<T[K], `${Before}${K}.`>
}[keyof T & string]
/** A phrase with a plural is asked for by its name and `count`. */
type Asked<K extends string> = K extends `${infer Name}_one` | `${infer Name}_other` ? Name : K

export type Word = Asked<Leaves<typeof en>>
export type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string

/**
 * The till's phrases in the language of the screen. The library's own types know one catalogue for the whole program,
 * and that is the console's; these know the till's.
 */
export function useWords(): Say {
  const { t } = useTranslation()
  // The same function under the till's own type of keys.
  return t as unknown as Say
}
