import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { listProducts } from '#domain/goods/contract'
import { listBranches } from '#domain/org/contract'
import { useCall } from '#ui/call.ts'
import { useMay } from '../me.ts'
import { useNameOf } from '../wallet/names.ts'
import { useEditing } from './editing.ts'
import type { Option } from './inputs.tsx'
import { namedIn, weekdaysIn } from './named.ts'
import type { Raw } from './raw.ts'

type NamedList = 'tiers' | 'coupons' | 'passes'

/** Tiers, coupons and passes of a document, by name. */
export function useNamed(): (raw: Raw, list: NamedList) => readonly Option[] {
  const nameOf = useNameOf()
  return (raw, list) =>
    namedIn(raw, list === 'tiers' ? ['tiers', 'list'] : [list]).map((one) => ({
      value: one.code,
      label: nameOf(one) || one.code,
    }))
}

/** Those of the document in hand. */
export function useNamedHere(list: NamedList): readonly Option[] {
  const { raw } = useEditing()
  return useNamed()(raw, list)
}

export function useBranchOptions(): readonly Option[] {
  const may = useMay()
  const { data } = useCall(listBranches, {}, { enabled: may('org.read') })
  return (data?.rows ?? []).map(({ code, name }) => ({ value: code, label: name }))
}

/** The first products of the catalogue; a code beyond them may be typed. */
export function useProductOptions(): Readonly<{
  products: readonly Option[]
  categories: readonly Option[]
}> {
  const may = useMay()
  const { data } = useCall(listProducts, { rows: 200 }, { enabled: may('goods.read') })
  return useMemo(() => {
    const rows = data?.rows ?? []
    const categories = [...new Set(rows.map((one) => one.category))].filter((one) => one !== '')
    return {
      products: rows.map(({ code, name }) => ({ value: code, label: name ? `${name} (${code})` : code })),
      categories: categories.map((value) => ({ value, label: value })),
    }
  }, [data])
}

/** Days of the week as the language shortens them; Monday is 1. */
export function useWeekdays(): readonly Readonly<{ value: number; label: string }>[] {
  const { i18n } = useTranslation()
  return useMemo(() => weekdaysIn(i18n.language, 'short'), [i18n.language])
}

export function useMonths(): readonly Readonly<{ value: number; label: string }>[] {
  const { i18n } = useTranslation()
  return useMemo(() => {
    const write = new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' })
    return Array.from({ length: 12 }, (_, at) => ({
      value: at + 1,
      label: write.format(Date.UTC(2024, at, 1)),
    }))
  }, [i18n.language])
}
