// One installation or build at a time in one checkout.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

// The holder touches its file every 2 s; 30 s without means that it was killed and its number went to another process.
const TOUCH_MS = 2_000
const STALE_MS = 30_000

/** Does the work while no other process does its own in this folder; waits for its turn, and says so once. */
export async function whileAlone(folder, say, work) {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'building')
  const mine = `${process.pid}\n`
  let waiting = false
  while (!claim(path, mine)) {
    const holder = read(path)
    if (holder !== '' && dead(path, holder)) clear(path, holder)
    else {
      if (!waiting)
        say('Another start is installing or building; waiting …', '另一个启动正在安装或构建，等待中…')
      waiting = true
      await pause(200)
    }
  }
  const touch = setInterval(() => keepFresh(path), TOUCH_MS)
  try {
    return await work()
  } finally {
    clearInterval(touch)
    rmSync(path, { force: true })
  }
}

function keepFresh(path) {
  try {
    utimesSync(path, new Date(), new Date())
  } catch (error) {
    // Cleared by another after this machine slept longer than the limit: the swap at the end is whole all the same.
    if (error.code !== 'ENOENT') throw error
  }
}

function claim(path, mine) {
  try {
    writeFileSync(path, mine, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function dead(path, holder) {
  try {
    if (Date.now() - statSync(path).mtimeMs > STALE_MS) return true
    process.kill(Number(holder), 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

/** Moved away rather than deleted, so that of two who find it dead only one clears it. */
function clear(path, holder) {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
    // Between our look and our move a living one may have come: then it gets its place back.
    if (read(aside) !== holder) renameSync(aside, path)
    rmSync(aside, { force: true })
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}
