import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'
import { must } from '#base/must'
import { provider } from '#test/world/provider'

const REF = '34182'
const SAYS: Readonly<Record<string, object>> = {
  '/cgi-bin/stable_token': { access_token: 'token', expires_in: 7200 },
  '/cgi-bin/material/add_material': { media_id: 'COVER', url: 'http://mmbiz.qpic.cn/cover' },
  '/cgi-bin/media/uploadimg': { url: 'http://mmbiz.qpic.cn/inside' },
  '/cgi-bin/draft/add': { media_id: 'DRAFT' },
  '/cgi-bin/message/mass/send': { errcode: 0, errmsg: 'send job submission success', msg_id: Number(REF) },
}

/** Stands for the platform of official accounts: it takes a picture, a draft of it and a post to many. */
export async function wechatPlatform() {
  const { url, host, heard } = await provider((of) => {
    const body = SAYS[new URL(of.url, 'http://wechat').pathname]
    return body === undefined ? { status: 404, body: 'nothing' } : { body }
  })
  const asked = (path: string) => heard.filter((of) => new URL(of.url, url).pathname === path)
  return { url, host, asked }
}

/** The platform says at this address of ours what became of its post: how many of how many got it. */
export async function saysItArrived(page: Page, hook: string, of: { sent: number; total: number }) {
  const token = hook.split('/').at(-1) ?? ''
  const signature = createHash('sha1').update([token, '1', 'n'].toSorted().join('')).digest('hex')
  const counts = `<TotalCount>${of.total}</TotalCount><FilterCount>${of.total}</FilterCount>
    <SentCount>${of.sent}</SentCount><ErrorCount>${of.total - of.sent}</ErrorCount>`
  const data = `<xml><FromUserName><![CDATA[o1]]></FromUserName><CreateTime>1</CreateTime>
    <MsgType><![CDATA[event]]></MsgType><Event><![CDATA[MASSSENDJOBFINISH]]></Event><MsgID>${REF}</MsgID>
    <Status><![CDATA[send success]]></Status>${counts}</xml>`
  const reply = await page.request.post(`/${hook}/replies?timestamp=1&nonce=n&signature=${signature}`, {
    data,
    headers: { 'content-type': 'text/xml' },
  })
  must((await reply.text()) === 'success', 'test: what became of the post is heard')
}
