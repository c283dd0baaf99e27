import { useTranslation } from 'react-i18next'
import type { imports } from '../text/en/imports.ts'

type Reason = Exclude<keyof typeof imports.reason, 'other'>

const KNOWN: Readonly<Record<Reason, true>> = {
  cell_empty: true,
  not_a_number: true,
  too_many_decimals: true,
  too_large: true,
  not_a_day: true,
  not_a_time: true,
  not_a_gender: true,
  not_yes_or_no: true,
  not_whole: true,
  repeated_in_file: true,
  key_twice_in_file: true,
  already_imported: true,
  key_other_content: true,
  repeated_line: true,
  receipt_rows_apart: true,
  receipt_two_members: true,
  price_negative: true,
  quantity_zero: true,
  not_a_sale: true,
  negative_in_sale: true,
  row_invalid: true,
  balance_negative: true,
  balance_zero: true,
  branch_not_named: true,
  branch_unknown: true,
  member_number_unknown: true,
  number_taken: true,
  mobile_taken: true,
  barcode_taken: true,
  sale_in_future: true,
  charged_above_price: true,
  past_names_nothing: true,
  past_in_future: true,
  past_ends_before: true,
  past_used_before: true,
  text_too_long: true,
  file_broken: true,
  file_empty: true,
  file_unreadable: true,
  file_too_large_inside: true,
  quote_not_closed: true,
  row_too_long: true,
  too_many_columns: true,
  nul_in_file: true,
  try_later: true,
}
const isKnown = (code: string): code is Reason => code in KNOWN

const NO_NAMES: ReadonlyMap<string, string> = new Map()

/** Why a row was left out, in words; with the cell that was at fault, where it is known. */
export function useReasonText(
  names: ReadonlyMap<string, string> = NO_NAMES,
): (code: string, details?: Readonly<Record<string, unknown>>) => string {
  const { t } = useTranslation()
  return (code, details = {}) => {
    const words = isKnown(code) ? t(`imports.reason.${code}`) : t('imports.reason.other', { code })
    const said = ['field', 'value', 'memberNumber', 'branchCode', 'number', 'rowNo']
      .map((key) => details[key])
      .filter((part) => typeof part === 'string' || typeof part === 'number')
      .filter((part) => part !== '')
      .map((part) => names.get(String(part)) ?? part)
    return said.length === 0 ? words : `${words}${t('kit.colon')}${said.join(' = ')}`
  }
}
