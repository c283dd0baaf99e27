import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { ledgerLines, showWallet, valueReport } from './contract.ts'
import { lines, show, totals } from './show.ts'

export const walletRoutes: Route<Work>[] = [
  on(showWallet, show),
  on(ledgerLines, lines),
  on(valueReport, totals),
]
