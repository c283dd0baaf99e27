import { useTranslation } from 'react-i18next'
import { showProgram } from '#domain/program/contract'
import type { ProgramDocument } from '#domain/program/contract'
import { useCall } from '#ui/call.ts'
import { useFormats } from '#ui/kit/surroundings.tsx'
import { useMay } from '../me.ts'

/** The live program, for those who may read it. */
export function useLiveProgram(): ProgramDocument | undefined {
  const may = useMay()
  return useCall(showProgram, {}, { enabled: may('program.read') }).data?.live.document
}

type Named = Readonly<{ nameZh: string; nameEn: string }>

/** A name in the reader's language. */
export function useNameOf(): (of: Named) => string {
  const { i18n } = useTranslation()
  return (of) => (i18n.language === 'zh-CN' ? of.nameZh : of.nameEn)
}

/** Names of coupons and passes by their codes; the code itself where the program of today names it no more. */
export function useCodeName(): (kind: 'coupon' | 'pass', code: string) => string {
  const program = useLiveProgram()
  const nameOf = useNameOf()
  return (kind, code) => {
    const rule = (kind === 'pass' ? program?.passes : program?.coupons)?.find((one) => one.code === code)
    return rule ? nameOf(rule) : code
  }
}

const MONEY: readonly string[] = ['principal', 'bonus', 'stored_value', 'on_account']

/** Whether amounts of a unit are money; everything else is counted. */
export const isMoney = (unit: string): boolean => MONEY.includes(unit)

type Units = Readonly<{
  name: (unit: string) => string
  write: (unit: string, amount: number) => string
  /** With its sign: what a change did. */
  signed: (unit: string, amount: number) => string
}>

/** Units by their names, amounts the way people write them. */
export function useUnits(): Units {
  const { t, i18n } = useTranslation()
  const { money, number } = useFormats()
  const codeName = useCodeName()
  const name = (unit: string) => {
    const [kind = '', code] = unit.split(':')
    if ((kind === 'pass' || kind === 'coupon') && code !== undefined)
      return t(`parts.unit.${kind}`, { name: codeName(kind, code) })
    return i18n.exists(`parts.unit.${unit}`) ? t(`parts.unit.${unit}` as 'parts.unit.points') : unit
  }
  const write = (unit: string, amount: number) => (isMoney(unit) ? money(amount) : number(amount))
  return { name, write, signed: (unit, amount) => `${amount > 0 ? '+' : ''}${write(unit, amount)}` }
}
