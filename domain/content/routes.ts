import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as contract from './contract.ts'
import { addPicture, picture, save, turn } from './keep.ts'
import { list, show } from './show.ts'

export const contentRoutes: Route<Work>[] = [
  on(contract.listBroadcasts, list),
  on(contract.showBroadcast, show),
  on(contract.saveBroadcast, save),
  on(contract.turnBroadcast, turn),
  on(contract.addBroadcastPicture, addPicture),
  on(contract.broadcastPicture, picture),
]
