import { chromium, type Browser } from 'playwright-core'
import { findBrowser } from './browsers.mjs'

/** A browser in a test talks to the server under test and to nobody else, and looks alike on every machine. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The path of an installed Chrome or Chromium. Throws in English and Chinese when there is none. */
export function findChromium(): string {
  const path = findBrowser()
  if (path !== undefined) return path
  throw new Error(
    'No Chrome or Chromium found. Install one, or set ZHIJI_CHROMIUM to its path.\n' +
      '没有找到 Chrome 或 Chromium。请先安装，或用 ZHIJI_CHROMIUM 指定其路径。',
  )
}

/** Starts a headless browser; the caller closes it. */
export function launch(): Promise<Browser> {
  // Its sandbox needs an ordinary user; as root it would refuse to start.
  const asRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath: findChromium(),
    args: asRoot ? ['--no-sandbox', ...FLAGS] : FLAGS,
  })
}
