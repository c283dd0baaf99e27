export { answer as answerSurvey, look as askedSurvey } from './answer.ts'
export {
  askedByCampaigns,
  askMember,
  blanksFor,
  PREVIEW_LINK,
  previewBlanks,
  surveyInMessages,
  unask,
  type SurveyInMessages,
} from './invite.ts'
export type { SurveyBlanks } from './model/blanks.ts'
export { answersIn } from './touches.ts'
