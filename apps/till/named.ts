import { useTranslation } from 'react-i18next'
import { usePolicy } from './till-context.ts'

type Named = Readonly<{ code: string; nameZh: string; nameEn: string }>

/** The name a thing of the program has in the reader's language. */
export function useNamed(): (thing: Named) => string {
  const { i18n } = useTranslation()
  const isChinese = i18n.language.startsWith('zh')
  return ({ code, nameZh, nameEn }) => (isChinese ? nameZh : nameEn) || code
}

/** A tier by its name, or its code when the program no longer has it. */
export function useTierName(): (code: string) => string {
  const { program } = usePolicy()
  const named = useNamed()
  return (code) => {
    const tier = program.tiers.list.find((one) => one.code === code)
    return tier ? named(tier) : code
  }
}

/** A pass by its name, or its code when the program no longer has it. */
export function usePassName(): (code: string) => string {
  const { program } = usePolicy()
  const named = useNamed()
  return (code) => {
    const pass = program.passes.find((one) => one.code === code)
    return pass ? named(pass) : code
  }
}
