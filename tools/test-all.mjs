// What `npm test` runs: all that must hold before a change goes out. The last line counts what passed and failed.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser } from './browsers.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const REPORT = join(ROOT, '.cache', 'vitest.json')
// A download that is refused or far away must not keep a test run waiting; two minutes fetch 170 MB on a slow line.
const DOWNLOAD_MS = 120_000

const bin = (...path) => join(ROOT, 'node_modules', ...path)
const TSC = [bin('typescript', 'bin', 'tsc'), '--singleThreaded', '--noEmit', '-p']

const STEPS = [
  ['types of the server', [...TSC, 'tsconfig.json']],
  ['types of the apps', [...TSC, 'tsconfig.apps.json']],
  ['lint', [bin('oxlint', 'bin', 'oxlint'), '--deny-warnings', '.']],
  ['lock file', ['tools/complete-lock.mjs', '--check']],
  ['build', ['tools/ensure-built.mjs']],
]

/** Runs to the end with its output shown; answers whether it ended well. */
function run(command, args, { timeout, env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: 'inherit',
      timeout,
      env: { ...process.env, ...env },
    })
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`)
      resolve(false)
    })
    child.once('exit', (code) => resolve(code === 0))
  })
}

async function browser() {
  const found = findBrowser()
  if (found) return found
  console.log('No Chrome or Chromium found; trying to get one …\n没有找到 Chrome 或 Chromium，正在尝试获取…')
  await run(process.execPath, [bin('playwright-core', 'cli.js'), 'install', 'chromium'], {
    timeout: DOWNLOAD_MS,
  })
  return findBrowser() ?? (await fromDebian())
}

async function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { env })
  const wanted = ['chromium', 'fonts-noto-cjk']
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...wanted], { env })
  return findBrowser()
}

function noBrowser() {
  console.error(
    'The tests need Chrome or Chromium and none could be fetched. Install one and run npm test again:\n' +
      '  Debian/Ubuntu: sudo apt-get install chromium fonts-noto-cjk\n' +
      '  macOS:         brew install --cask chromium\n' +
      '  anywhere:      set ZHIJI_CHROMIUM to the path of a Chrome or Chromium\n' +
      '测试需要 Chrome 或 Chromium，但未能自动获取。请按上面的命令安装，或用 ZHIJI_CHROMIUM 指定路径，再运行 npm test。',
  )
}

/** A file that does not even load has no failed test; it counts as one failure all the same. */
function counted() {
  if (!existsSync(REPORT)) return { passed: 0, failed: 1, left: 0 }
  const report = JSON.parse(readFileSync(REPORT, 'utf8'))
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    left: report.numPendingTests + report.numTodoTests,
  }
}

async function main() {
  const path = await browser()
  if (!path) {
    noBrowser()
    return { passed: 0, failures: ['browser'], failed: 0 }
  }
  process.env.ZHIJI_CHROMIUM = path

  const failures = []
  for (const [name, args] of STEPS) {
    console.log(`\n— ${name}`)
    if (!(await run(process.execPath, args))) failures.push(name)
  }

  console.log('\n— tests')
  mkdirSync(dirname(REPORT), { recursive: true })
  rmSync(REPORT, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]
  const well = await run(process.execPath, [bin('vitest', 'vitest.mjs'), 'run', ...reporters])
  const { passed, failed, left } = counted()
  if (left > 0) failures.push(`${left} tests were left out`)
  if (passed + failed === 0) failures.push('no test ran')
  if (!well && failed === 0) failures.push('vitest')
  return { passed, failed, failures }
}

const { passed, failed, failures } = await main()
if (failures.length > 0) console.log(`\nAlso failed: ${failures.join('; ')}.`)
const all = failed + failures.length
console.log(`${passed} passed, ${all} failed`)
process.exitCode = all === 0 ? 0 : 1
