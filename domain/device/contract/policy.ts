import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { sealedSchema } from '../model/policy.ts'

export const devicePolicy = endpoint({
  name: 'devicePolicy',
  // Asking may renew it, so it is no mere question.
  method: 'POST',
  path: '/device-policies',
  can: 'device.sync',
  summary:
    'What the till goes by, signed: program, cashiers, limits, deny list; its certificate is renewed with it.',
  input: z.object({}),
  output: z.object({ policy: sealedSchema }),
  refusals: ['device_unknown', 'device_revoked'],
})

const item = z.object({
  id: z.string().min(1).max(60),
  kind: z.enum(['image', 'text']),
  textZh: z.string().trim().max(200).default(''),
  textEn: z.string().trim().max(200).default(''),
  seconds: z.int().min(2).max(600).default(8),
})

export const showPlaylist = endpoint({
  name: 'devicePlaylist',
  method: 'GET',
  path: '/device-playlist',
  can: 'device.read',
  summary: 'What customer screens show while nobody is served (C82).',
  input: z.object({}),
  output: z.object({
    items: z.array(item),
    bulletin: z.array(z.object({ zh: z.string(), en: z.string() })),
    version: z.int(),
  }),
  refusals: [],
})

export const setPlaylist = endpoint({
  name: 'setPlaylist',
  method: 'PUT',
  path: '/device-playlist',
  can: 'device.manage',
  summary: 'Set what customer screens show; `version` says which state was seen.',
  input: z.object({
    version: z.int(),
    items: z.array(item).max(50),
    bulletin: z.array(z.object({ zh: z.string().max(300), en: z.string().max(300) })).max(20),
  }),
  output: z.object({ version: z.int() }),
  refusals: ['changed_meanwhile', 'media_unknown'],
})

/** A picture for customer screens at most, in bytes. */
export const MOST_MEDIA_BYTES = 1_500_000

export const addMedia = endpoint({
  name: 'addDeviceMedia',
  method: 'POST',
  path: '/device-media',
  can: 'device.manage',
  summary: 'Bring a picture for customer screens (JPEG, PNG or WebP); the answer names it.',
  input: z.object({ bytes: z.instanceof(Uint8Array) }),
  output: z.object({ id: z.string(), type: z.string() }),
  refusals: ['media_not_a_picture', 'media_too_large'],
  body: 'bytes',
})

export const deviceMedia = endpoint({
  name: 'deviceMedia',
  method: 'GET',
  path: '/device-media/:id',
  can: 'anyone',
  summary: 'A picture of customer screens, as it was brought.',
  input: z.object({ id: idOf<'device-media'>() }),
  output: z.string(),
  reply: 'file',
  refusals: ['media_unknown'],
})
