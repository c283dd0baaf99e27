import type { Answer, Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { branches } from '#domain/org/index'
import type { allFormPlaces, formPlaces, keepFormPlaces } from './contract/form-place.ts'
import { formPlacesKept } from './form-events.ts'
import { formByCode, lockForm } from './store/forms.ts'
import * as store from './store/form-places.ts'

const linkTo = (code: string, tag: string): string => `/join/${code}?s=${tag}`

async function shown(work: Work, code: string): Promise<Answer<typeof formPlaces>> {
  const rows = await store.placesOf(work.tx, code)
  return { rows: rows.map((row) => ({ ...row, link: linkTo(code, row.tag) })) }
}

export async function places(work: Work, { code }: Wish<typeof formPlaces>) {
  if (!(await formByCode(work.tx, code))) throw new Refusal('form_unknown')
  return shown(work, code)
}

/** N19: the last word counts for each place; saying the same again changes nothing. */
export async function keepPlaces(work: Work, { code, places: said }: Wish<typeof keepFormPlaces>) {
  if (!(await lockForm(work.tx, code))) throw new Refusal('form_unknown')
  const known = new Set((await branches(work)).map((one) => one.id))
  const stranger = said.find(({ branchId }) => branchId !== null && !known.has(branchId))
  if (stranger) throw new Refusal('branch_unknown', { tag: stranger.tag })
  await store.keepPlaces(work, code, said)
  work.record(formPlacesKept({ code, tags: said.map((one) => one.tag) }))
  return shown(work, code)
}

/** Every place of every form, to choose from. */
export async function everyPlace(work: Work): Promise<Answer<typeof allFormPlaces>> {
  return { rows: await store.allPlaces(work.tx) }
}
