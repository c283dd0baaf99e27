import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { listImports, previewImport, showImport } from '#domain/import/contract'
import { useCall } from '#ui/call.ts'

/** Forgets what was asked of imports, after one of them was told to do something. */
export function useForget(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await queries.invalidateQueries({ queryKey: [showImport.path] })
    await queries.invalidateQueries({ queryKey: [listImports.path] })
  }
}

/** The fields of a file by their names in the reader's language. */
export function useFieldNames(id: string): ReadonlyMap<string, string> {
  const { i18n } = useTranslation()
  const { data } = useCall(previewImport, { id })
  const zh = i18n.language === 'zh-CN'
  return useMemo(
    () => new Map(data?.fields.map((field) => [field.key, zh ? field.zh : field.en] as const)),
    [data, zh],
  )
}
