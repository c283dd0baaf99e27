import type { FileReply, Wish } from '#base/endpoint'
import { pictureType } from '#base/picture'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { MOST_MEDIA_BYTES, type addMedia, type deviceMedia, type setPlaylist } from './contract/policy.ts'
import * as store from './store/policies.ts'

export async function showPlaylist(work: Work) {
  const { items, bulletin, version } = await store.playlist(work.tx)
  return { items: [...items], bulletin: [...bulletin], version }
}

/** Of two people who change it at once the second is told. */
export async function setItems(work: Work, wish: Wish<typeof setPlaylist>) {
  const before = await store.playlist(work.tx, true)
  if (before.version !== wish.version) throw new Refusal('changed_meanwhile', { version: before.version })
  const pictures = wish.items.filter((one) => one.kind === 'image').map((one) => one.id)
  const known = await store.mediaKnown(work.tx, pictures)
  if (pictures.some((id) => !known.has(id))) throw new Refusal('media_unknown')
  const version = before.version + 1
  await store.setPlaylist(work.tx, { version, items: wish.items, bulletin: wish.bulletin })
  return { version }
}

export async function addPicture(work: Work, { bytes }: Wish<typeof addMedia>) {
  if (bytes.length > MOST_MEDIA_BYTES) throw new Refusal('media_too_large')
  const type = pictureType(bytes)
  if (type === null) throw new Refusal('media_not_a_picture')
  const id = work.newId()
  await store.insertMedia(work.tx, { id, type, bytes, at: work.at })
  return { id, type }
}

export async function picture(work: Work, { id }: Wish<typeof deviceMedia>): Promise<FileReply> {
  const found = await store.mediaById(work.tx, id)
  if (!found) throw new Refusal('media_unknown')
  return { name: id, type: found.type, content: new Uint8Array(found.bytes) }
}
