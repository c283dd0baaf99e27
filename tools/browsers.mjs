// Where a Chrome or Chromium may already be. Built-ins only: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const MAC = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome']

/** The path of a browser that starts, or undefined. The person's choice (ZHIJI_CHROMIUM, CHROME_PATH) comes first. */
export function findBrowser() {
  const { ZHIJI_CHROMIUM, CHROME_PATH, PATH = '' } = process.env
  const chosen = [ZHIJI_CHROMIUM, CHROME_PATH].filter(Boolean)
  const onPath = NAMES.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)))
  const onMac = ['/Applications', join(homedir(), 'Applications')].flatMap((at) =>
    MAC.map((app) => join(at, app)),
  )
  return [...chosen, ...onPath, ...onMac, ...downloaded()].find((path) => existsSync(path) && starts(path))
}

/** Some systems put a script there that only tells how to install the browser, so each is asked for its version. */
function starts(path) {
  const done = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return done.status === 0 && /chrom/i.test(done.stdout)
}

function downloaded() {
  const base =
    process.env.PLAYWRIGHT_BROWSERS_PATH ||
    join(homedir(), process.platform === 'darwin' ? 'Library/Caches/ms-playwright' : '.cache/ms-playwright')
  if (!existsSync(base)) return []
  const versions = readdirSync(base).filter((name) => name.startsWith('chromium'))
  return versions.flatMap((version) => {
    const inside = readdirSync(join(base, version)).filter((name) => name.startsWith('chrome'))
    const programs = [
      'chrome',
      'headless_shell',
      'chrome-headless-shell',
      ...MAC,
      'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    ]
    return inside.flatMap((folder) => programs.map((program) => join(base, version, folder, program)))
  })
}
