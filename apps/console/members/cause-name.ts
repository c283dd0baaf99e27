import { useTranslation } from 'react-i18next'
import { paths } from '../paths.ts'

/** Kinds of transactions that mean one thing when value comes in and another when it goes. */
const BOTH_WAYS: readonly string[] = ['sale', 'return', 'transfer']
/** One receipt may spend points and earn others: the line is what both come to. */
const NET: readonly string[] = ['sale', 'return']

type Line = Readonly<{ kind: string; amount: number; unit: string }>

/** What moved a balance, in the reader's words; a cause this screen does not know yet is shown by its code. */
export function useCauseName(): (line: Line) => string {
  const { t, i18n } = useTranslation()
  return ({ kind, amount, unit }) => {
    const net = unit === 'points' && NET.includes(kind)
    const key = `parts.cause.${kind}${BOTH_WAYS.includes(kind) && !net ? (amount > 0 ? 'In' : 'Out') : ''}`
    return i18n.exists(key) ? t(key as 'parts.cause.saleIn') : kind
  }
}

/** What a lot comes from, in the reader's words. */
export function useOriginName(): (kind: string) => string {
  const { t, i18n } = useTranslation()
  return (kind) => {
    const key = `parts.origin.${kind}`
    return i18n.exists(key) ? t(key as 'parts.origin.sale') : kind
  }
}

type Cause = Readonly<{ kind: string; id: string; memberId: string }>

/** The page of what moved value; null where there is none of its own, as of an opening balance or a merge. */
export function causePath({ kind, id, memberId }: Cause): string | null {
  if (kind === 'sale' || kind === 'return') return paths.sale(id)
  if (kind === 'top_up') return paths.topUp(id)
  return kind === 'adjust' ? paths.corrections({ memberId }) : null
}
