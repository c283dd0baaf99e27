import { pbkdf2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { sealedText } from '#domain/device/model/policy'
import {
  base64,
  bytesOf,
  isPin,
  makeKeys,
  publicText,
  sha256Hex,
  signedByHeadOffice,
  signText,
  verifyText,
} from './keys.ts'

test('what a till signs is good for its key and for no other text', async () => {
  const { sign } = await makeKeys()
  const key = await publicText(sign)
  const signature = await signText(sign, '知己')
  expect(await verifyText(key, '知己', signature)).toBe(true)
  expect(await verifyText(key, '知彼', signature)).toBe(false)
  expect(await verifyText(await publicText((await makeKeys()).sign), '知己', signature)).toBe(false)
  expect(await verifyText('no key', '知己', signature)).toBe(false)
})

test('words signed as one kind are not good as another', async () => {
  const { sign } = await makeKeys()
  const key = await publicText(sign)
  const sealed = { text: '{}', signature: await signText(sign, sealedText('answer', '{}')) }
  expect(await signedByHeadOffice(key, 'answer', sealed)).toBe(true)
  expect(await signedByHeadOffice(key, 'policy', sealed)).toBe(false)
})

test('private keys cannot be taken out', async () => {
  const { sign, seal } = await makeKeys()
  await expect(crypto.subtle.exportKey('pkcs8', sign.privateKey)).rejects.toThrow()
  await expect(crypto.subtle.exportKey('pkcs8', seal.privateKey)).rejects.toThrow()
})

test('a PIN is checked by what head office keeps of it', async () => {
  const salt = Buffer.from('0123456789abcdef')
  const hash = pbkdf2Sync('2468', salt, 1000, 32, 'sha256').toString('base64')
  const verifier = { salt: salt.toString('base64'), rounds: 1000, hash }
  expect(await isPin('2468', verifier)).toBe(true)
  expect(await isPin('2469', verifier)).toBe(false)
})

test('hashes are those everybody computes', async () => {
  expect(await sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('long bytes survive base64', () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251)
  expect(bytesOf(base64(bytes))).toEqual(bytes)
})
