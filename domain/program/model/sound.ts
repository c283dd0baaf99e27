import type { ProgramDocument } from './document.ts'
import { mustBe, type Finding, type Path } from './finding.ts'
import { soundGifts } from './sound-gifts.ts'
import { soundMembers } from './sound-members.ts'
import { soundOffers } from './sound-offers.ts'

/** What a document says twice, promises without saying what it is, or contradicts: refused when it is published. */
export const sound = (document: ProgramDocument): Finding[] => [
  ...codesTwice(document),
  ...codesUnknown(document),
  ...soundMembers(document),
  ...soundOffers(document),
  ...soundGifts(document),
]

/** A list of things with codes, and where it stands. */
type Coded = readonly Readonly<{ code: string }>[]

function codesTwice(of: ProgramDocument): Finding[] {
  const proofs =
    of.joining?.ways.flatMap((way, at) => twice(['joining', 'ways', at, 'proofs'], way.proofs)) ?? []
  return [
    ...twice(['topUps'], of.topUps),
    ...twice(['passes'], of.passes),
    ...twice(['coupons'], of.coupons),
    ...twice(['tiers', 'list'], of.tiers.list),
    ...twice(['benefits'], of.benefits),
    ...twice(['earning', 'multipliers'], of.earning.multipliers),
    ...twice(['earning', 'events'], of.earning.events),
    ...twice(['joining', 'ways'], of.joining?.ways ?? []),
    ...proofs,
    ...twice(['memberPrices'], of.memberPrices),
    ...twice(['membersOnly'], of.membersOnly),
    ...twice(['presales'], of.presales),
    ...twice(['addOns'], of.addOns),
    ...twice(['gifts'], of.gifts),
    ...twice(['claims'], of.claims),
    ...twice(['aim', 'budget'], of.aim.budget),
  ]
}

function twice(path: Path, of: Coded): Finding[] {
  const seen = new Set<string>()
  return of.flatMap(({ code }, at) => {
    if (seen.has(code)) return [mustBe('code_twice', [...path, at, 'code'], { value: code })]
    seen.add(code)
    return []
  })
}

/** Every place that names a tier, a coupon or a pass names one that the document has. */
function codesUnknown(of: ProgramDocument): Finding[] {
  const tiers = named(of.tiers.list)
  const coupons = named(of.coupons)
  const passes = named(of.passes)
  const forTiers = [
    ['benefits', of.benefits],
    ['memberPrices', of.memberPrices],
    ['membersOnly', of.membersOnly],
    ['presales', of.presales],
    ['addOns', of.addOns],
    ['coupons', of.coupons],
    ['gifts', of.gifts],
    ['claims', of.claims],
  ] as const
  return [
    ...forTiers.flatMap(([list, items]) => tiersOf([list], items, tiers)),
    ...tiersOf(['earning', 'multipliers'], of.earning.multipliers, tiers),
    ...(of.joining?.ways.flatMap((way, at) => one(['joining', 'ways', at, 'tier'], way.tier, tiers)) ?? []),
    ...(of.joining?.coupons.flatMap((code, at) => one(['joining', 'coupons', at], code, coupons)) ?? []),
    ...of.coupons.flatMap((rule, at) =>
      rule.excludes.flatMap((code, place) => one(['coupons', at, 'excludes', place], code, coupons)),
    ),
    ...of.topUps.flatMap((top, at) => [
      ...top.passes.flatMap(({ code }, place) => one(['topUps', at, 'passes', place, 'code'], code, passes)),
      ...top.coupons.flatMap(({ code }, place) =>
        one(['topUps', at, 'coupons', place, 'code'], code, coupons),
      ),
    ]),
    ...of.claims.flatMap((claim, at) => one(['claims', at, 'couponCode'], claim.couponCode, coupons)),
    ...one(['periodReward', 'couponCode'], of.periodReward?.couponCode ?? null, coupons),
  ]
}

const named = (of: Coded): ReadonlySet<string> => new Set(of.map(({ code }) => code))

const one = (path: Path, code: string | null, known: ReadonlySet<string>): Finding[] =>
  code === null || known.has(code) ? [] : [mustBe('code_unknown', path, { value: code })]

const tiersOf = (
  path: Path,
  of: readonly Readonly<{ tiers: readonly string[] }>[],
  known: ReadonlySet<string>,
): Finding[] =>
  of.flatMap(({ tiers }, at) =>
    tiers.flatMap((code, place) => one([...path, at, 'tiers', place], code, known)),
  )
