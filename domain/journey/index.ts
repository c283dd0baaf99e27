export { saveFor as saveJourneyFor } from './keep.ts'
export { report as journeyReportOf } from './report.ts'
export { viewOf as journeyShown } from './show.ts'
