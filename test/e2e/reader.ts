import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'zod/v4/core'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Asked, Endpoint, Told } from '#base/endpoint'
import { must } from '#base/must'

/** Longer than any page takes on a busy machine; what is waited for is a condition, this only ends a hopeless wait. */
const PATIENCE_MS = 60_000
export const WIDE = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

/** Somebody at a browser, and everything that went wrong in it. */
export type Reader = Readonly<{ page: Page; troubles: string[] }>

export type Wish = Readonly<{
  address: string
  /** What the device speaks; Chinese unless said. */
  language?: 'zh-CN' | 'en'
  size?: Readonly<{ width: number; height: number }>
  /** Signed in as whoever this was taken from. */
  as?: Awaited<ReturnType<BrowserContext['storageState']>>
}>

/** Opens the console for somebody whose device speaks Chinese, or English where said. */
export async function reader(browser: Browser, wish: Wish): Promise<Reader> {
  const { address, size = WIDE, as, language = 'zh-CN' } = wish
  const context = await browser.newContext({
    baseURL: address,
    locale: language,
    timezoneId: 'Asia/Shanghai',
    viewport: size,
    // A busy machine draws few frames, and a press in the midst of a motion meets nothing.
    reducedMotion: 'reduce',
    ...(as ? { storageState: as } : {}),
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (trouble) => troubles.push(String(trouble)))
  page.on('console', (said) => {
    // The browser reports each refused request, too; those are judged by their answers.
    if (said.type() === 'error' && !said.text().startsWith('Failed to load resource'))
      troubles.push(said.text())
  })
  page.on('response', (reply) => {
    const { pathname } = new URL(reply.url())
    if (reply.status() >= 400 && !isExpected(reply.status(), pathname))
      troubles.push(`${reply.status()} ${pathname}`)
  })
  return { page, troubles }
}

/** What pages ask although the answer may be no: who is signed in, and insight before the first sale. */
function isExpected(status: number, pathname: string): boolean {
  if (status === 401) return pathname === '/api/v1/me'
  return status === 404 && pathname.startsWith('/api/v1/insight/')
}

/** Walks; a walk that ends early leaves a picture of where. Nothing may have gone wrong on the way. */
export async function walk(
  { page, troubles }: Reader,
  name: string,
  way: () => Promise<void>,
): Promise<void> {
  try {
    await way()
  } catch (trouble) {
    const folder = join(tmpdir(), 'zhiji-e2e')
    mkdirSync(folder, { recursive: true })
    const path = join(folder, `${name}-${Date.now()}.png`)
    await page.screenshot({ path, fullPage: true }).catch(() => undefined)
    console.error(`${name} ended at ${page.url()}; see ${path}\n${troubles.join('\n')}`)
    throw trouble
  }
  expect(troubles).toEqual([])
}

/** Tells the host something with the reader's own session. */
export async function tell<E extends Endpoint>(page: Page, endpoint: E, wish: Asked<E>): Promise<void> {
  const { origin } = new URL(page.url())
  const { path } = addressed(endpoint, wish)
  const { method } = endpoint
  const reply = await page.request.fetch(`/api/v1${path}`, { method, data: wish, headers: { origin } })
  must(reply.ok(), `test: ${endpoint.name} is taken, got ${reply.status()} ${await reply.text()}`)
}

/** The address of an endpoint, and what of a wish does not stand in it. */
function addressed<E extends Endpoint>(endpoint: E, wish: Asked<E>) {
  const rest = { ...(wish as Record<string, unknown>) }
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, key: string) => {
    const value = String(rest[key])
    delete rest[key]
    return encodeURIComponent(value)
  })
  return { path, rest }
}

/** Asks the host with the reader's own session, to compare what is shown with what is true. */
export async function ask<E extends Endpoint>(page: Page, endpoint: E, wish: Asked<E>): Promise<Told<E>> {
  const { path, rest } = addressed(endpoint, wish)
  const params = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, String(value)]))
  const reply = await page.request.get(`/api/v1${path}`, { params })
  must(reply.ok(), `test: ${endpoint.name} answers`)
  return parse(endpoint.output, await reply.json()) as Told<E>
}

/** Waits until it is seen. */
export const seen = (what: Locator): Promise<void> => what.first().waitFor()

/** Waits for the page of this name. */
export const at = (page: Page, title: string | RegExp): Promise<void> =>
  page
    .getByRole('heading', { level: 1, name: title, ...(typeof title === 'string' ? { exact: true } : {}) })
    .waitFor()
