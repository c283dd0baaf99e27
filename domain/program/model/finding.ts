export type Path = readonly (string | number)[]

/** What keeps a program from going live: it lacks something, cannot be read, or contradicts itself. */
export const MUST_CODES = [
  'fill_in',
  'unknown_key',
  'wrong_kind',
  'not_one_of',
  'too_small',
  'too_big',
  'too_long',
  'too_short',
  'not_a_day',
  'code_form',
  'not_so',
  'too_deep',
  'code_twice',
  'code_unknown',
  'least_needed',
  'product_needed',
  'proof_needed',
  'price_needed',
  'goods_needed',
  'festival_needed',
  'life_event_needed',
  'minutes_needed',
  'worth_nothing',
  'gives_nothing',
  'not_a_voucher',
  'all_for_nothing',
  'ends_before_it_begins',
  'cap_below_points',
  'tiers_not_ascending',
  'bands_not_ascending',
] as const

/** What its owner should think over (C17, C78). */
export const WARN_CODES = [
  'tiers_do_not_differ',
  'tiers_alike',
  'top_tier_not_best',
  'top_fifth_not_best',
  'tier_unreachable',
  'first_tier_has_ways',
  'keep_above_least',
  'package_worse',
  'pass_for_no_goods',
  'too_many_currencies',
  'points_too_dear',
  'gift_out_of_reach',
  'points_never_end',
  'event_unlimited',
  'coupon_unlimited',
] as const

/** What keeps a text from being a program's file at all. */
export const FILE_CODES = [
  'file_too_large',
  'not_yaml',
  'key_twice',
  'alias_not_allowed',
  'tag_not_allowed',
  'nothing_in_it',
] as const

export type FindingCode =
  (typeof MUST_CODES)[number] | (typeof WARN_CODES)[number] | (typeof FILE_CODES)[number]

/** One thing found in a program: a must keeps it from going live, a warning does not. */
export type Finding = Readonly<{
  level: 'must' | 'warn'
  code: FindingCode
  /** Where in the document it is put right. */
  path: Path
  /** What the words need: limits, names, amounts in minor units. */
  details: Readonly<Record<string, string | number>>
}>

export const mustBe = (code: FindingCode, path: Path, details: Finding['details'] = {}): Finding => ({
  level: 'must',
  code,
  path,
  details,
})
export const warnOf = (code: FindingCode, path: Path, details: Finding['details'] = {}): Finding => ({
  level: 'warn',
  code,
  path,
  details,
})
