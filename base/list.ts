import { z } from 'zod'

/** Lists come in pages of at most 200 rows; more is an export. */
export const PAGE_ROWS = 200

/** The part of a list question that every list shares. GET sends text, so numbers are read from it. */
export const paging = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  rows: z.coerce.number().int().min(1).max(PAGE_ROWS).default(50),
}

/** A page of a list with the count of all rows. */
export const pageOf = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row), total: z.int() })
