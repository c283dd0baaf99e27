import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import * as answers from './answer.ts'
import { answerSurvey, askedSurvey } from './contract/answers.ts'
import { surveyAnswers, surveyAnswersFile, surveyLink, surveyResults } from './contract/results.ts'
import { listSurveys, saveSurvey, showSurvey, turnSurvey } from './contract/survey.ts'
import { save, turn } from './keep.ts'
import { exported, list as answerList } from './list.ts'
import { results } from './results.ts'
import { list, show } from './show.ts'

export const surveyRoutes: Route<Work>[] = [
  on(saveSurvey, save),
  on(listSurveys, list),
  on(showSurvey, show),
  on(turnSurvey, turn),
  on(surveyResults, results),
  on(surveyAnswers, answerList),
  on(surveyAnswersFile, exported),
  on(surveyLink, answers.linkOf),
  on(askedSurvey, answers.look),
  on(answerSurvey, answers.answer),
]
