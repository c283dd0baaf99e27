import type { Language } from '#domain/org/model'
import { en } from './text/en.ts'
import { zhCN } from './text/zh-CN.ts'

type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> }

/** Every word the paper can carry; both languages have the same keys by type. */
export type PaperTexts = Words<typeof en>

const catalogue: Readonly<Record<Language, PaperTexts>> = { 'zh-CN': zhCN, en }

export const paperTexts = (language: Language): PaperTexts => catalogue[language]

/** Puts values into the places of a text: `{{when}}`. A place without a value stays, so that it is seen. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (place, name: string) => String(values[name] ?? place))
}
