import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

export const smsFile = endpoint({
  name: 'campaignSmsFile',
  method: 'POST',
  path: '/campaigns/:id/sms-files',
  can: 'campaign.send',
  summary: "A CSV file (mobile, text) for the shop's SMS provider; consent is checked again at this moment.",
  input: z.object({ id: idOf<'campaign'>() }),
  output: z.unknown(),
  refusals: ['campaign_unknown', 'not_launched', 'not_an_sms_campaign', 'sending_halted'],
  reply: 'file',
})

export const postList = endpoint({
  name: 'campaignPostList',
  method: 'POST',
  path: '/campaigns/:id/post-lists',
  can: 'campaign.send',
  summary:
    'The printed mail list as CSV: number, name, postcode, address, text (C41); consent is checked again now.',
  input: z.object({ id: idOf<'campaign'>() }),
  output: z.unknown(),
  refusals: ['campaign_unknown', 'not_launched', 'not_a_post_campaign', 'sending_halted'],
  reply: 'file',
})
