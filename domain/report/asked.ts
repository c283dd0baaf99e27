import type { z } from 'zod'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { branches } from '#domain/org/index'
import type { Filters } from './contract.ts'
import type { Column, ColumnKind, Phrase } from './model.ts'

/** The filters of a report as its own question reads them; text of an address, as on its page. */
export function asked<S extends z.ZodType>(question: S, filters: Filters): z.output<S> {
  const read = question.safeParse(filters)
  if (read.success) return read.data
  const fields = read.error.issues.map((issue) => ({
    path: `filters.${issue.path.join('.')}`,
    message: issue.message,
  }))
  throw new Refusal('report_filters_wrong', { fields })
}

/** More rows than any report of a chain has: a file is the whole of it. */
export const ALL_ROWS = { page: 1, rows: 10_000_000 }

export const phrase = (zh: string, en: string): Phrase => ({ zh, en })
export const column = (kind: ColumnKind, zh: string, en: string): Column => ({ kind, title: phrase(zh, en) })

type Line = readonly [Phrase, string]

export const spanHead = ({ from, to }: Readonly<{ from: string; to: string }>): Line => [
  phrase('日期', 'Days'),
  `${from} – ${to}`,
]
export const asOfHead = (asOf: string): Line => [phrase('截至', 'As of'), asOf]
export const windowHead = (months: number): Line => [phrase('回看月数', 'Months looked back'), String(months)]

type Place = Readonly<{ branchId?: string | undefined; region?: string | undefined }>

/** Which branch or region was chosen; nothing for the whole chain. */
export async function placeHead(work: Work, { branchId, region }: Place): Promise<Line[]> {
  const name = (await branches(work)).find((branch) => branch.id === branchId)?.name
  return [
    ...(name === undefined ? [] : [[phrase('门店', 'Branch'), name] as const]),
    ...(region === undefined ? [] : [[phrase('区域', 'Region'), region] as const]),
  ]
}
