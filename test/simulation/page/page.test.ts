import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { build } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
import { launch } from '#tools/chromium'
import { nodeSeal } from '../node-seal.ts'
import { runSeed, simulate } from '../run.ts'
import { SOMETIMES } from '../sometimes.ts'
import type { Line } from '../story.ts'
import { pageSeal, sha256 } from './page-seal.ts'
import { SOMETIMES_ZH } from './page-words.ts'
import { taleOf } from './tale.ts'

const PAGE = fileURLToPath(new URL('../../../docs/simulator/index.html', import.meta.url))
const CONFIG = fileURLToPath(new URL('./vite.config.ts', import.meta.url))

test('the seal of the page is the seal of Node, letter by letter', () => {
  const same = (text: string) => {
    expect(Buffer.from(sha256(text)).toString('hex')).toBe(createHash('sha256').update(text).digest('hex'))
    expect(pageSeal.hash(text)).toBe(nodeSeal.hash(text))
    expect(pageSeal.sign('key', text)).toBe(nodeSeal.sign('key', text))
  }
  for (let length = 0; length < 200; length++) same('知a'.repeat(100).slice(0, length))
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), same))
})

test('the page in the repository is what its sources make', async () => {
  const outDir = mkdtempSync(join(tmpdir(), 'zhiji-page-'))
  onTestFinished(() => rmSync(outDir, { recursive: true }))
  await build({ configFile: CONFIG, build: { outDir } })
  // Made anew with `npm run simulator-page`.
  const same = readFileSync(join(outDir, 'index.html'), 'utf8') === readFileSync(PAGE, 'utf8')
  expect(same, 'docs/simulator/index.html is out of date: npm run simulator-page').toBe(true)
})

test('every line of a night is told in both languages, and listening changes nothing', async () => {
  const hashes: string[] = []
  const kinds = new Set<string>()
  for (let seed = 1; seed <= 30; seed++) {
    const lines: Line[] = []
    hashes.push((await runSeed(seed, nodeSeal, new Map(), (line) => void lines.push(line))).hash)
    hashes.push((await runSeed(seed, nodeSeal, new Map())).hash)
    for (const { happened } of lines) kinds.add(happened.k === 'office' ? happened.op.k : happened.k)
    const [zh, en] = [taleOf(lines, 'zh'), taleOf(lines, 'en')]
    expect(zh).toHaveLength(en.length)
    expect(zh.map((one) => one.when).toSorted()).toEqual(zh.map((one) => one.when))
    expect(en.filter((one) => /[\u4e00-\u9fff]/.test(one.who + one.what))).toEqual([])
    expect(zh.filter((one) => one.who !== '·' && !/[\u4e00-\u9fff]/.test(one.what))).toEqual([])
    expect([...zh, ...en].filter((one) => /undefined|null|NaN/.test(one.what))).toEqual([])
  }
  expect(hashes.filter((_, at) => at % 2 === 0)).toEqual(hashes.filter((_, at) => at % 2 === 1))
  const office = ['epoch', 'freeze', 'giveBack', 'line', 'member', 'pay', 'reserve', 'revoke', 'segment']
  expect([...kinds].toSorted()).toEqual([...office, 'mended', 'met', 'no', 'noted', 'sold'].toSorted())
})

test('a browser without a network has the very nights that Node has', { timeout: 300_000 }, async () => {
  const browser = await launch()
  onTestFinished(() => browser.close())
  const context = await browser.newContext({ offline: true, locale: 'zh-CN' })
  const asked: string[] = []
  context.on('request', (request) => asked.push(request.url()))
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (trouble) => troubles.push(trouble.message))
  await page.goto(pathToFileURL(PAGE).href)
  const ran = async (seed: number, count: number) => {
    await page.fill('#seed', String(seed))
    await page.fill('#count', String(count))
    await page.click('#run')
    await page.waitForFunction("document.getElementById('hash').textContent !== ''")
    return page.textContent('#hash')
  }
  for (const seed of [1, 7, 42, 1_000, 987_654_321]) {
    const here = await simulate({ seeds: 1, from: seed, seal: nodeSeal })
    expect(await ran(seed, 1)).toBe(here.hash)
    expect(await page.textContent('#night-seed')).toContain(String(seed))
  }
  const here = await simulate({ seeds: 30, from: 5, seal: nodeSeal })
  expect(await ran(5, 30)).toBe(here.hash)
  expect(await page.textContent('#numbers')).toContain('30 个夜晚 · 0 个对不上')
  expect(await page.textContent('#verdict')).toBe('全部相符')
  expect(await page.locator('#lines li').count()).toBeGreaterThan(40)
  await page.click('#en')
  expect(await page.textContent('h1')).toBe('A night without a network')
  const counts = await page.locator('#counts tr').allTextContents()
  expect(counts).toEqual(SOMETIMES.map((what) => what + (here.sometimes[what] || 'not met yet')))
  await page.click('#zh')
  expect((await page.locator('#counts td:first-child').allTextContents()).toSorted()).toEqual(
    Object.values(SOMETIMES_ZH).toSorted(),
  )
  expect(troubles).toEqual([])
  expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([])
})
