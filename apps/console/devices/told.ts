import { useTranslation } from 'react-i18next'
import { PAID_WITH } from '#domain/program/model/pay'
import { useFormats } from '#ui/kit/surroundings.tsx'

/** Why something was put aside, conceded or not carried out, as people say it. */
const REASONS = [
  'device_revoked',
  'device_frozen',
  'epoch_over',
  'body_unknown',
  'sale_missing',
  'failed',
  'member_unknown',
  'member_frozen',
  'over_card_cap',
  'reservation_elsewhere',
  'reservation_of_another_member',
  'reservation_over',
  'reservation_used',
  'reservation_too_small',
  'coupon_unknown',
  'coupon_not_found',
  'coupon_spent',
  'coupon_used_up',
  'coupon_not_valid_today',
  'coupon_of_another_member',
] as const
/** What can be short, or be burned of a card that is barred. */
const UNITS = ['stored_value', 'points', 'principal', 'bonus', 'coupon', 'pass', 'voucher'] as const

/** Kinds whose subject is why it came to that. */
const WITH_REASON = ['refused', 'over_card_cap', 'reservation_wrong', 'coupon_not_valid'] as const

export const isOneOf = <T extends string>(all: readonly T[], one: unknown): one is T =>
  (all as readonly unknown[]).includes(one)

/** Writes a reason of the log in words; one that has none yet stands behind “another reason”, to be asked about. */
export function useReason(): (code: string) => string {
  const { t } = useTranslation()
  return (code) => (isOneOf(REASONS, code) ? t(`devices.reason.${code}`) : t('devices.reasonOther', { code }))
}

type Named = Readonly<{ kind: string; subject: string | null }>

/** What an exception is about, beside its kind; empty where the kind has said it all. */
export function useSubject(): (of: Named) => string {
  const { t } = useTranslation()
  const { number } = useFormats()
  const reason = useReason()
  return ({ kind, subject }) => {
    // A code that repeats the kind says nothing; another sale's id is a link in the evidence.
    if (subject === null || subject === kind || kind === 'possible_duplicate') return ''
    if (kind === 'fork') return t('devices.recordNo', { seq: number(Number(subject)) })
    if (isOneOf(UNITS, subject)) return t(`devices.unit.${subject}`)
    return (WITH_REASON as readonly string[]).includes(kind) ? reason(subject) : subject
  }
}

/** What somebody paid with, in words. */
export function useTender(): (tender: string) => string {
  const { t } = useTranslation()
  return (tender) => (isOneOf(PAID_WITH, tender) ? t(`devices.tender.${tender}`) : tender)
}
