import { setTimeout as pause } from 'node:timers/promises'
import { uuidv7 } from '#base/id'
import { must } from '#base/must'
import { house, inWork, realWorld, type World } from '#db/work'
import type { Rebuilding } from '#domain/insight/contract/rebuilding'
import { latestRebuilding, REBUILD_JOB, startRebuilding } from '#domain/insight/index'
import { insightJobs } from '#domain/insight/jobs'
import { command, tell, type Said } from './command.ts'

const HELP = {
  en:
    'Usage: zhiji insight rebuild [--json]\n\n' +
    'Makes every figure of insight anew from the event log; the program may run.\n',
  zh: '用法：zhiji insight rebuild [--json]\n\n根据事件日志重算全部会员统计；程序可以照常运行、照常收银。\n',
} as const

/** How often somebody else's work on it is looked at. */
const LOOK_MS = 250

/** Asks for a rebuilding and works on it until it has ended, telling how far it has come; 0 when it has. */
export const rebuild = (args: string[]): Promise<number> =>
  command(args, { help: HELP, words: 0 }, async ({ database }, said) => {
    const told = await follow(realWorld(database), said)
    tell(said, told, `${line(told, said.language)}\n`)
    return 0
  })

async function follow(world: World, said: Said): Promise<Rebuilding> {
  const id = uuidv7(Date.now(), world.randomBytes(10))
  const job = insightJobs.find(({ name }) => name === REBUILD_JOB)
  must(job !== undefined, 'J2: rebuilding has its job')
  let now: Rebuilding = await inWork(world, house, (work) => startRebuilding(work, { id: id as never }))
  for (let shown = ''; now.endedAt === null;) {
    if ((await inWork(world, house, (work) => job.step(work))) === 'done') await pause(LOOK_MS)
    now = await inWork(world, house, latestRebuilding)
    const text = line(now, said.language)
    if (text !== shown && !said.json) process.stderr.write(`${text}\n`)
    shown = text
  }
  return now
}

function line(at: Rebuilding, language: Said['language']): string {
  const { eventsRead, eventsWaiting, daysCompared, daysKnown, mended, soldMonth, cellsMended } = at
  const month = soldMonth?.slice(0, 7) ?? '–'
  const [events, days] = [`${eventsRead}/${eventsWaiting}`, `${daysCompared}/${daysKnown}`]
  return language === 'zh'
    ? `已读事件 ${events}，已核对会员日 ${days}，更正会员 ${mended} 名；` +
        `销售汇总核对至 ${month}，更正 ${cellsMended} 处。`
    : `${events} events read, ${days} member days compared, ${mended} members mended; ` +
        `what was sold compared up to ${month}, ${cellsMended} figures mended.`
}
