import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { uuidv7 } from '#base/id'
import { foundDemo, showDemo } from '#domain/demo/contract'
import { askRehearsal, showRehearsal } from '#domain/planning/contract/rehearsal'
import { programTemplates, publishProgram } from '#domain/program/contract'
import { ROOT } from '#server/config'
import { launch } from './chromium.ts'
import { startProgram } from './program.ts'

// Takes the pictures of the READMEs from the tour with real data, in both languages: npm run pictures.

const FOLDER = join(ROOT, 'docs', 'pictures')
const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
/** The tour as of the last day of its data. */
const AS_OF = 'asOf=1998-06-30'

type Language = 'en' | 'zh-CN'
const LANGUAGES: readonly Language[] = ['en', 'zh-CN']

/** Opens the host for one reader. */
async function reader(browser: Browser, address: string, language: Language): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    locale: language,
    timezoneId: language === 'en' ? 'Europe/London' : 'Asia/Shanghai',
    viewport: WIDE,
    reducedMotion: 'reduce',
    extraHTTPHeaders: { origin: new URL(address).origin },
  })
  return context.newPage()
}

/** Founds the tour and answers its campaign, once everything has happened. */
async function tour(page: Page, language: Language): Promise<string> {
  const api = (path: string) => `/api/v1${path}`
  const founded = await page.request.post(api(foundDemo.path), { data: { language } })
  if (!founded.ok()) throw new Error(`The tour was not founded: ${await founded.text()}`)
  for (;;) {
    const reply = await page.request.get(api(showDemo.path))
    const told = showDemo.output.parse(await reply.json())
    if (told.tour?.stage === 'done' && told.tour.campaignId) return told.tour.campaignId
    await pause(200)
  }
}

const newId = (): string => uuidv7(Date.now(), randomBytes(16))

/** Rehearses a template on the last quarter of the tour, then publishes it; answers the rehearsal's place. */
async function promised(page: Page): Promise<string> {
  const api = (path: string) => `/api/v1${path}`
  const post = async (path: string, data: object) => {
    const reply = await page.request.post(api(path), { data })
    if (!reply.ok()) throw new Error(`${path}: ${await reply.text()}`)
  }
  const shelf = await page.request.get(api(programTemplates.path))
  const { rows } = programTemplates.output.parse(await shelf.json())
  const document = rows.find((one) => one.code === 'three-tiers-birthday')?.program
  const id = newId()
  await post(askRehearsal.path, { id, document, from: '1998-04-01', to: '1998-06-30' })
  for (let state = ''; state !== 'done'; await pause(200)) {
    const reply = await page.request.get(api(showRehearsal.path.replace(':id', id)))
    state = showRehearsal.output.parse(await reply.json()).state
  }
  await post(publishProgram.path, { id: newId(), document })
  return `/program/rehearsals/${id}`
}

/** One page, once everything on it has arrived and stands still. */
async function take(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path)
  await page.locator('h1').waitFor()
  await page.waitForLoadState('networkidle')
  // As texts, because the compiler of the server knows no document.
  await page.evaluate('document.fonts.ready.then(() => true)')
  await page.waitForFunction("document.getAnimations().every((one) => one.playState !== 'running')")
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
  console.log(`docs/pictures/${name}.png`)
}

async function takeAll(browser: Browser, language: Language): Promise<void> {
  const program = await startProgram()
  try {
    const page = await reader(browser, program.address, language)
    const campaignId = await tour(page, language)
    const named = (name: string) => `${name}.${language}`
    await take(page, '/', named('overview'))
    await take(page, `/insight/rfm?${AS_OF}`, named('rfm'))
    await take(page, `/insight/quadrants?${AS_OF}`, named('quadrants'))
    await take(page, `/campaigns/${campaignId}/report`, named('report'))
    const rehearsal = await promised(page)
    await take(page, rehearsal, named('rehearsal'))
    await take(page, '/program', named('program'))
    await page.setViewportSize(PHONE)
    await take(page, '/', named('phone'))
    await page.context().close()
  } finally {
    await program.stop()
  }
}

await mkdir(FOLDER, { recursive: true })
const browser = await launch()
try {
  for (const language of LANGUAGES) await takeAll(browser, language)
} finally {
  await browser.close()
}
