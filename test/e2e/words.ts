import { present } from '#base/must'
import { en } from '../../apps/console/text/en.ts'
import { zhCN } from '../../apps/console/text/zh-CN.ts'

/** What the screens say, from the catalogues themselves, so that a better word breaks no test. */
export { en, zhCN as zh }

type Blanks = Readonly<Record<string, string>>

/** A phrase with its blanks filled in. */
export const filled = (phrase: string, blanks: Blanks): string =>
  phrase.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => present(blanks[key], `test: ${key} of “${phrase}”`))

/** A phrase whose blanks may hold anything, but for those that are given. */
export function like(phrase: string, blanks: Blanks = {}): RegExp {
  const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const parts = phrase.split(/\{\{(\w+)\}\}/)
  const source = parts.map((part, at) => {
    if (at % 2 === 0) return literal(part)
    const known = blanks[part]
    return known === undefined ? '(.+)' : literal(known)
  })
  return new RegExp(source.join(''))
}
