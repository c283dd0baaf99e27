import type { Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import { ask } from '#db/jobs'
import { setUp } from '#domain/org/index'
import { setUp as setUpWords } from '#domain/org/contract'
import type { foundDemo } from './contract.ts'
import { tourStarted } from './events.ts'
import { WORDS } from './story.ts'
import * as store from './store.ts'
import * as imports from '#domain/import/index'
import { TOUR_JOB } from './tour.ts'

const LOGIN = 'owner'
/** 96 bits as 16 letters and digits: shown once, like a key. */
const PASSWORD_BYTES = 12

/**
 * T1: founds a chain for looking around, in the first run only, and signs its owner in; the data follow as a job. The
 * password is made here and shown once, so that no demo stands open under a known one.
 */
export async function found(work: Work, wish: Wish<typeof foundDemo>) {
  const words = WORDS[wish.language]
  const password = Buffer.from(work.randomBytes(PASSWORD_BYTES)).toString('base64url')
  const { language } = wish
  const asked = {
    chain: {
      name: words.chain,
      country: 'US',
      currency: 'USD',
      zone: 'America/New_York',
      closingHour: 0,
      language,
    },
    branch: { code: 'WEB', name: words.branch },
    owner: { login: LOGIN, name: words.owner, password },
  }
  const founded = await setUp(work, { ...setUpWords.input.parse(asked), caller: wish.caller })
  await store.insertTour(work, { chainId: founded.chainId, language })
  work.record(tourStarted(founded.chainId))
  ask(work, TOUR_JOB)
  return { chainId: founded.chainId, login: LOGIN, password, session: founded.session }
}

/** How far the tour has come; rows are those of the file being imported. */
export async function show(work: Work) {
  const tour = await store.tour(work.tx)
  if (!tour) return { tour: null }
  const fileId = tour.laterFileId ?? tour.firstFileId
  const file = fileId === null ? null : (await imports.show(work, { id: fileId })).file
  const { stage, segmentIds, campaignId } = tour
  return {
    tour: { stage, segmentIds, campaignId, rowsDone: file?.rowsDone ?? 0, rowsTotal: file?.rowsTotal ?? 0 },
  }
}
