import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type BrowserContext } from 'playwright-core'
import { onTestFinished, vi } from 'vitest'
import { must } from '#base/must'
import { findChromium } from '#tools/chromium'
import { WIDE } from './reader.ts'

/** A device with a disk of its own, whose browser can be killed and opened again. */
export type Device = Readonly<{
  open: () => Promise<BrowserContext>
  /** Kills the browser and all its processes, as a plug pulled out does; answers when they are gone. */
  kill: () => Promise<void>
}>

const PATIENCE_MS = 60_000

export function device(address: string): Device {
  const folder = mkdtempSync(join(tmpdir(), 'zhiji-till-disk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  const kill = () => killAll(`--user-data-dir=${folder}`)
  onTestFinished(kill)
  return {
    kill,
    open: async () => {
      const asRoot = process.getuid?.() === 0
      const context = await chromium.launchPersistentContext(folder, {
        executablePath: findChromium(),
        args: ['--disable-gpu', '--no-first-run', ...(asRoot ? ['--no-sandbox'] : [])],
        baseURL: address,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        viewport: WIDE,
        reducedMotion: 'reduce',
      })
      context.setDefaultTimeout(PATIENCE_MS)
      return context
    },
  }
}

const run = promisify(execFile)

/** Living processes that were started with this word. */
async function startedWith(word: string): Promise<number[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,stat=,command='], { maxBuffer: 16 * 1024 * 1024 })
  return stdout.split('\n').flatMap((line) => {
    const [, pid, state = '', command = ''] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    const is = pid !== undefined && !state.startsWith('Z') && command.split(' ').includes(word)
    return is ? [Number(pid)] : []
  })
}

async function killAll(word: string): Promise<void> {
  must(word.length > 20, 'test: a word that only its own browser was started with')
  const gone = async () => {
    const left = await startedWith(word)
    for (const pid of left) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It ended between the look and the signal, which is what was wanted.
      }
    }
    return left.length === 0
  }
  await vi.waitUntil(gone, { timeout: PATIENCE_MS })
}
