import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** A process lives but the system hides when it started. */
export const HIDDEN = 'hidden'

function onLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may itself hold brackets and spaces, so count fields from the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, started] = [fields[0], fields[19]]
    if (state === 'Z' || state === 'X' || started === undefined) return undefined
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${started}`
  } catch {
    return undefined
  }
}

function byPs(pid: number, column: string): string | undefined {
  try {
    const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' }
    const text = execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return text.toString().trim() || undefined
  } catch {
    return undefined
  }
}

/** Whether the number belongs to any process, even one that ended and was never collected by its parent. */
export function signalled(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * When the process started, as a text that no later process with the same number can repeat; undefined when no
 * such process lives (one that ended and waits to be collected does not live).
 */
export function startedAt(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0 || !signalled(pid)) return undefined
  if (process.platform !== 'linux') return byPs(pid, 'lstart') ?? HIDDEN
  const started = onLinux(pid)
  if (started !== undefined) return started
  // Some systems hide the processes of other accounts: then a living one must not be taken for dead.
  return zombie(pid) ? undefined : HIDDEN
}

function zombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
  } catch {
    // Gone between the two looks, or hidden: only a second signal can tell.
    return !signalled(pid)
  }
}

/** The command line of a living process, or an empty text when the system does not say. */
export function commandOf(pid: number): string {
  if (process.platform !== 'linux') return byPs(pid, 'command') ?? ''
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}

/** Looks every 20 ms whether something has come true, at most `limitMs`; answers whether it has. */
export async function until(truth: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
  const end = Date.now() + limitMs
  while (!(await truth())) {
    if (Date.now() > end) return false
    await pause(20)
  }
  return true
}
