import { useTranslation } from 'react-i18next'
import type { ValueKind } from '#domain/wallet/contract/value'
import { useFormats } from '#ui/kit/surroundings.tsx'

export type Subject = Readonly<{
  kind: ValueKind
  code: string | null
  names: Readonly<{ nameZh: string; nameEn: string }> | null
}>

export const subjectKey = ({ kind, code }: Subject): string => (code === null ? kind : `${kind}:${code}`)

/** What a row is called: passes and coupons by the name the program gives them in the reader's language. */
export function useSubjectName(): (of: Subject) => string {
  const { t, i18n } = useTranslation()
  return ({ kind, code, names }) => {
    const name = (i18n.language === 'zh-CN' ? names?.nameZh : names?.nameEn) ?? code ?? ''
    return t(`value.kind.${kind}`, { name })
  }
}

/** How amounts of a kind are written: money, or a count. */
export function useAmount(): (kind: ValueKind, amount: number) => string {
  const { money, number } = useFormats()
  return (kind, amount) => (kind === 'principal' || kind === 'bonus' ? money(amount) : number(amount))
}
