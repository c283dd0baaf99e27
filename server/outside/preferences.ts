import type { FastifyInstance, FastifyReply } from 'fastify'
import { inWork, nobody, type World } from '#db/work'
import { keepPreferences, showPreferences } from '#domain/campaign/index'
import { MEDIA, PURPOSES, type Purpose } from '#domain/member/model/consent'
import { languageOf, type Language } from '../language.ts'
import { escaped, page, readForms, saidIn, sendPage, WAYS, wordsOfNo } from './pages.ts'

type Params = { Params: { token: string } }
type Shown = Awaited<ReturnType<typeof showPreferences>>

/**
 * The preference centre: what a member is sent and by what way, by a link and without signing in. One press saves, and
 * another one silences everything; both count at once (G5).
 */
export async function servePreferences(app: FastifyInstance, world: World): Promise<void> {
  await app.register(async (scope) => {
    readForms(scope, 16_384)
    scope.get<Params>('/preferences/:token', async (request, reply) => {
      const language = languageOf(request.headers['accept-language'])
      return answer(reply, language, async () => {
        const stands = await inWork(world, nobody, (work) => showPreferences(work, request.params))
        return form(language, stands, false)
      })
    })
    scope.post<Params>('/preferences/:token', async (request, reply) => {
      const language = languageOf(request.headers['accept-language'])
      const { token } = request.params
      const said = saidIn(request.body)
      return answer(reply, language, async () => {
        const stands = await inWork(world, nobody, async (work) => {
          const before = await showPreferences(work, { token })
          return keepPreferences(work, { token, ...wishOf(before, said) })
        })
        return form(language, stands, true)
      })
    })
  })
}

/** A box that is not ticked is not in the form; only what was shown can be changed. */
function wishOf({ choices }: Shown, said: URLSearchParams) {
  const nothing = said.has('nothing')
  const ticked = new Set(said.getAll('yes'))
  return {
    choices: choices.map(({ channel, purpose }) => ({
      channel,
      purpose,
      granted: !nothing && ticked.has(`${channel}:${purpose}`),
    })),
    noSalesCalls: nothing || said.has('noSalesCalls'),
  }
}

async function answer(
  reply: FastifyReply,
  language: Language,
  make: () => Promise<string>,
): Promise<FastifyReply> {
  try {
    return sendPage(reply, await make())
  } catch (no) {
    const text = wordsOfNo(no)
    return sendPage(reply.status(text.status), page(language, { title: text[language], body: '' }))
  }
}

const FOR: Readonly<Record<Purpose, Readonly<Record<Language, string>>>> = {
  marketing: { zh: '优惠活动', en: 'Offers' },
  greeting: { zh: '节日问候', en: 'Greetings' },
  survey: { zh: '问卷调查', en: 'Surveys' },
}
const TITLE = { zh: '您希望怎样收到我们的消息？', en: 'How would you like to hear from us?' } as const
const SAVE = { zh: '保存', en: 'Save' } as const
const NOTHING = { zh: '什么都不想收到', en: 'Send me nothing' } as const
const SAVED = { zh: '已保存，立即生效。', en: 'Saved. It counts from now on.' } as const
const CALLS = { zh: '不接营销电话', en: 'No sales calls, please' } as const
const SERVICE = {
  zh: '与您的订单、余额和会员等级有关的服务通知不受影响。',
  en: 'Service notices about your orders, balance and tier are not affected.',
} as const

function form(language: Language, { chainName, choices, noSalesCalls }: Shown, isSaved: boolean): string {
  const media = MEDIA.filter((channel) => choices.some((one) => one.channel === channel))
  const heads = PURPOSES.map((purpose) => `<th scope="col">${FOR[purpose][language]}</th>`).join('')
  const rows = media.map((channel) => {
    const boxes = PURPOSES.map((purpose) => {
      const granted = choices.find((one) => one.channel === channel && one.purpose === purpose)?.granted
      const label = `${WAYS[channel][language]} · ${FOR[purpose][language]}`
      const on = granted === true ? ' checked' : ''
      return `<td><input type="checkbox" name="yes" value="${channel}:${purpose}" aria-label="${label}"${on}></td>`
    })
    return `<tr><th scope="row">${WAYS[channel][language]}</th>${boxes.join('')}</tr>`
  })
  const calls = `<label class="own"><input type="checkbox" name="noSalesCalls"${noSalesCalls ? ' checked' : ''}>
${CALLS[language]}</label>`
  const done = isSaved ? `<p class="done" role="status">${SAVED[language]}</p>` : ''
  const body = `<p class="less">${escaped(chainName)}</p>${done}<form method="post">
<table><thead><tr><td></td>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table>${calls}
<button>${SAVE[language]}</button><button name="nothing" value="1">${NOTHING[language]}</button></form>
<p class="less">${SERVICE[language]}</p>`
  return page(language, { title: TITLE[language], body })
}
