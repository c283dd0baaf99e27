import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { postLabels, reportFile, stepPostLabels } from './contract.ts'
import { file, type Font } from './file.ts'
import { labels, stepLabels } from './labels.ts'

export type { Font } from './file.ts'
export type { ReportPost } from './send.ts'

/** The route of files, with the font that paper is printed in. */
export const reportFileRoutes = (font: Font): Route<Work>[] => [
  on(reportFile, (work, wish) => file(work, wish, font)),
  on(postLabels, (work, wish) => labels(work, wish, font)),
  on(stepPostLabels, (work, wish) => stepLabels(work, wish, font)),
]
