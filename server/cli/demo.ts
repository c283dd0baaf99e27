import { house, inWork, realWorld, type World } from '#db/work'
import { found, show } from '#domain/demo/index'
import { makeRunner } from '../jobs.ts'
import { shippedPurchases } from '../outside/purchases.ts'
import { jobsOf } from '../rooms.ts'
import { command, tell } from './command.ts'

const HELP = {
  en: 'Usage: zhiji demo [--json]\n\nFounds a chain with real purchases (CDNOW, 1997–1998) where there is none yet.\n',
  zh: '用法：zhiji demo [--json]\n\n在尚未开店的系统里，用真实购买记录（CDNOW，1997–1998 年）建好一家示例连锁。\n',
} as const

/** Founds the tour's chain and fills it, beside a running program or without one; prints how to sign in. */
export const run = (args: string[]): Promise<number> =>
  command(args, { help: HELP, words: 0 }, async ({ database }, said) => {
    const told = await fill(realWorld(database), said.language)
    tell(said, told, plain(told, said.language))
    return 0
  })

type Told = Readonly<{ login: string; password: string }>

async function fill(world: World, language: 'en' | 'zh'): Promise<Told> {
  const wish = { language: language === 'zh' ? 'zh-CN' : 'en', caller: undefined } as const
  const { login, password } = await inWork(world, house, (work) => found(work, wish))
  const around = { world, mailer: null, publicUrl: 'http://localhost/', purchases: shippedPurchases }
  const runner = makeRunner(world, jobsOf(around))
  // Each stage asks for the next; a running program may take some of them, and is waited for all the same.
  for (let ended = false; !ended;) {
    await runner.settle()
    ended = (await inWork(world, house, show)).tour?.stage === 'done'
  }
  await runner.stop()
  return { login, password }
}

function plain({ login, password }: Told, language: 'en' | 'zh'): string {
  return language === 'zh'
    ? `示例连锁已建好。登录名：${login}，密码：${password}\n现在运行 zhiji start。\n`
    : `The demo chain is ready. Sign-in name: ${login}, password: ${password}\nNow run: zhiji start\n`
}
