import type { ProgramDocument } from './document.ts'

export type Unsound = Readonly<{ path: (string | number)[]; error: 'code_twice' | 'code_unknown' }>

/** What a document says twice, or promises without saying what it is: refused when it is published. */
export function unsound(document: ProgramDocument): Unsound[] {
  const { topUps, passes, coupons } = document
  return [
    ...twice('topUps', topUps),
    ...twice('passes', passes),
    ...twice('coupons', coupons),
    ...topUps.flatMap((one, at) => [
      ...unknown(['topUps', at, 'passes'], one.passes, passes),
      ...unknown(['topUps', at, 'coupons'], one.coupons, coupons),
    ]),
  ]
}

type Coded = readonly Readonly<{ code: string }>[]

const twice = (list: string, of: Coded): Unsound[] =>
  of.flatMap(({ code }, at) =>
    of.findIndex((other) => other.code === code) < at
      ? [{ path: [list, at, 'code'], error: 'code_twice' }]
      : [],
  )

const unknown = (path: (string | number)[], of: Coded, known: Coded): Unsound[] =>
  of.flatMap(({ code }, at) =>
    known.some((one) => one.code === code) ? [] : [{ path: [...path, at, 'code'], error: 'code_unknown' }],
  )
