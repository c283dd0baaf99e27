import type { Id } from '#base/id'
import { must, present } from '#base/must'
import type { Step } from '#db/jobs'
import { house, inWork, type Work, type World } from '#db/work'
import * as campaign from '#domain/campaign/index'
import * as imports from '#domain/import/index'
import * as insight from '#domain/insight/index'
import { importOptions } from '#domain/import/contract'
import * as store from './store.ts'
import { AT_RISK, BEST, CONTROL_BPS, DRAW, KNOWN_TO, STARTS_ON, WINDOW_DAYS, WORDS } from './story.ts'

export const TOUR_JOB = 'demo.tour'

/** What the program around it hands in: the shipped purchases as CSV text with a header. */
export type Guide = Readonly<{ world: World; purchases: () => Promise<string> }>

/**
 * Takes the next stage of the tour, each in one work (T2): the first purchases, the segments, the campaign, the later
 * purchases. A killed program goes on with the stage that was not committed. Waiting for an import is no stage:
 * its end wakes this job again.
 */
export async function goOn({ world, purchases }: Guide): Promise<Step> {
  const before = await inWork(world, house, (work) => store.tour(work.tx))
  if (!before || before.stage === 'done') return 'done'
  const text = await purchases()
  return inWork(world, house, async (work) => {
    const tour = await store.lockTour(work.tx)
    if (!tour || tour.stage !== before.stage) return 'more'
    const next = await STAGE[tour.stage](work, tour, text)
    if (next) await store.moveOn(work, next)
    return next ? 'more' : 'done'
  })
}

type Stage = (work: Work, tour: store.Tour, text: string) => Promise<store.Tour | null>

const STAGE: Readonly<Record<store.Stage, Stage>> = {
  founded: async (work, tour, text) => {
    const name = WORDS[tour.language].firstFile
    const firstFileId = await bring(
      work,
      name,
      part(text, (day) => day <= KNOWN_TO),
    )
    return { ...tour, stage: 'first_year', firstFileId }
  },
  first_year: async (work, tour) =>
    (await arrived(work, tour.firstFileId)) ? { ...tour, stage: 'segments' } : null,
  segments: async (work, tour) => {
    const words = WORDS[tour.language]
    const best = await save(work, words.best, BEST)
    const atRisk = await save(work, words.atRisk, AT_RISK)
    return { ...tour, stage: 'campaign', segmentIds: [best, atRisk] }
  },
  campaign: async (work, tour, text) => {
    const campaignId = await run(
      work,
      WORDS[tour.language].campaign,
      present(tour.segmentIds[1], 'T2: segments come first'),
    )
    const name = WORDS[tour.language].laterFile
    const laterFileId = await bring(
      work,
      name,
      part(text, (day) => day > KNOWN_TO),
    )
    return { ...tour, stage: 'later_sales', campaignId, laterFileId }
  },
  later_sales: async (work, tour) =>
    (await arrived(work, tour.laterFileId)) ? { ...tour, stage: 'done' } : null,
  done: async () => null,
}

/** The rows whose day fits, with the header. */
function part(text: string, fits: (day: string) => boolean): string {
  const [header = '', ...lines] = text.trim().split(/\r?\n/)
  const at = header.split(',').indexOf('date')
  must(at >= 0, 'T3: the shipped purchases have a date')
  return `${[header, ...lines.filter((line) => fits(line.split(',')[at] ?? ''))].join('\n')}\n`
}

/** Brings purchases in as any owner would: a file sent, mapped and run. */
async function bring(work: Work, name: string, text: string): Promise<string> {
  const id = work.newId() as Id<'import'>
  const bytes = Buffer.from(text)
  must(bytes.length <= imports.PART_BYTES, 'T3: the shipped purchases fit in one part')
  await imports.open(work, { id, kind: 'sales', name, sizeBytes: bytes.length })
  await imports.part(work, { id, no: 1, bytes })
  await imports.end(work, { id, parts: 1 })
  const mapping = { memberNumber: 'customer_id', soldAt: 'date', quantity: 'quantity', amount: 'amount' }
  const options = importOptions.parse({ createMissingMembers: true })
  await imports.map(work, { id, mapping, options })
  await imports.run(work, { id })
  return id
}

/** Whether a file is imported and insight has read its sales; insight reads on in this very work. */
async function arrived(work: Work, fileId: string | null): Promise<boolean> {
  const { file } = await imports.show(work, { id: present(fileId, 'T2: a file was sent') })
  if (file.state !== 'done') return false
  return insight.catchUp(work)
}

async function save(work: Work, name: string, rule: Partial<insight.AudienceRule>): Promise<string> {
  const cuts = { countCut: 'mean', spendCut: 'mean' } as const
  const id = work.newId() as Id<'segment'>
  const none = { conditions: null, replaces: null }
  const lens = { asOf: KNOWN_TO, windowMonths: 24 }
  await insight.saveSegment(work, { id, name, rule: { ...cuts, ...rule }, ...none, ...lens })
  return id
}

/** A campaign that is only recorded: nothing was sent in 1997, so an honest report finds nothing. */
async function run(work: Work, name: string, segmentId: string): Promise<string> {
  const id = work.newId() as Id<'campaign'>
  const of = {
    id,
    name,
    segmentId: segmentId as Id<'segment'>,
    channel: 'record',
    subject: '',
    body: '',
  } as const
  const terms = {
    controlShareBps: CONTROL_BPS,
    windowDays: WINDOW_DAYS,
    messageCostMinor: 0,
    giftCostMinor: 0,
    marginBps: null,
    carrierId: null,
    templateCode: null,
    purpose: 'marketing',
    couponCode: null,
    joinTag: null,
  } as const
  // One draw for every tour: about one random draw in twenty-five would show an effect where there cannot be one.
  await campaign.planWith(work, { ...of, ...terms }, { salt: DRAW })
  await campaign.launch(work, { id, startsOn: STARTS_ON })
  return id
}
