import { Refusal } from '#base/refusal'

/** Why a file cannot be read at all; the code is shown in the reader's language, the row where there is one. */
export type UnreadableCode =
  | 'file_too_large_inside'
  | 'file_broken'
  | 'file_empty'
  | 'encoding_broken'
  | 'row_too_long'
  | 'too_many_columns'
  | 'nul_in_file'
  | 'quote_not_closed'

/** A file that cannot be read is our no, with a reason: `file_unreadable` and the code behind it. */
export function unreadable(code: UnreadableCode, rowNo?: number): Refusal {
  return new Refusal('file_unreadable', { reason: code, ...(rowNo === undefined ? {} : { rowNo }) })
}
