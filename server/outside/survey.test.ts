import { expect, test } from 'vitest'
import { surveyAnswers } from '#domain/survey/contract/results'
import { showSurvey, turnSurvey } from '#domain/survey/contract/survey'
import { askable, asks, linkIn, openSurvey, sent, surveyWorld } from '#test/world/survey'

const FORM = { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'zh-CN' }
const ZH = { 'accept-language': 'zh-CN' }

async function asked() {
  const w = await surveyWorld()
  const { segmentId } = await askable(w, { members: 1 })
  const { surveyId } = await openSurvey(w)
  await asks(w, { segmentId, surveyId })
  const [mail] = await sent(w)
  const { path } = linkIn(mail?.text ?? '')
  const get = (url: string, headers = ZH) => w.app.inject({ method: 'GET', url, headers })
  const post = (payload: string) => w.app.inject({ method: 'POST', url: path, headers: FORM, payload })
  return { w, surveyId, path, get, post }
}

test('V4: opening the link of a choice answers nothing; its one button does, and the rest may follow', async () => {
  const { w, surveyId, path, get, post } = await asked()
  for (const url of [`${path}?a=2`, `${path}?a=2`, `${path}?a=1`, path]) {
    const look = await get(url)
    expect([look.statusCode, look.headers['cache-control']]).toEqual([200, 'no-store'])
  }
  expect((await w.call(showSurvey, { surveyId })).answered).toBe(0)
  const tapped = await get(`${path}?a=2`)
  expect(tapped.body).toContain('<p class="chosen">偶尔</p>')
  expect(tapped.body.match(/<button>/g)).toHaveLength(1)
  expect(tapped.body).not.toContain('会员0')
  expect((await get(`${path}?a=2`, { 'accept-language': 'en' })).body).toContain('Now and then')

  const done = await post('q1=2')
  expect([done.statusCode, done.headers.location]).toEqual([303, `${path}?done=1`])
  const page = await get(String(done.headers.location))
  expect(page.body).toContain('已提交')
  expect(page.body).toContain('name="q1" value="2" checked')
  await post('q1=3&q2=0&w3=%3Cb%3E%E5%A5%BD%3C%2Fb%3E')
  const { rows } = await w.call(surveyAnswers, { surveyId })
  expect(rows.map((one) => [one.question, one.value, one.said.zh]).toSorted()).toEqual([
    [1, 3, '没用过'],
    [2, 0, '0'],
    [3, null, '<b>好</b>'],
  ])
  expect((await get(path)).body).toContain('&lt;b&gt;好&lt;/b&gt;')
})

test('what does not fit, a changed link and a closed survey are said in words', async () => {
  const { w, surveyId, path, get, post } = await asked()
  for (const [payload, status] of [
    ['q1=9', 422],
    ['', 422],
    ['q2=x', 422],
  ] as const)
    expect([payload, (await post(payload)).statusCode]).toEqual([payload, status])
  // A choice that is none shows the whole page.
  expect((await get(`${path}?a=77`)).body).toContain('name="q1" value="1"')
  const changed = `${path.slice(0, -2)}${path.endsWith('AA') ? 'BB' : 'AA'}`
  for (const url of [changed, '/survey/1/rubbish', '/survey/x/%27%3Cscript%3E', path.replace('/1/', '/2/')])
    expect([url, (await get(url)).statusCode]).toEqual([url, 404])
  await w.call(turnSurvey, { id: w.newId(), surveyId, act: 'closed' })
  const closed = await get(`${path}?a=1`)
  expect([
    closed.statusCode,
    closed.body.includes('本次问卷已结束'),
    closed.body.includes('<button>'),
  ]).toEqual([200, true, false])
  expect((await post('q1=1')).statusCode).toBe(409)
})
