import { broadcastPicture } from '#domain/content/contract'
import { API } from '#ui/call.ts'

/** Where a browser fetches a picture of the plan. */
export const pictureAddress = (id: string): string =>
  `${API}${broadcastPicture.path.replace(':id', encodeURIComponent(id))}`
