import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { keepAgent, listAgents } from './contract/agent.ts'
import { listArticles, readNotice, writeArticle } from './contract/article.ts'
import { noteContact } from './contract/contact.ts'
import { memberHistory } from './contract/history.ts'
import { listRules, ruleReport, saveRule } from './contract/rule.ts'
import { addTask, careDays, listTasks, showTask, stepTask } from './contract/task.ts'
import { findCaller, listTickets, openTicket, showTicket, stepTicket } from './contract/ticket.ts'
import * as agents from './agents.ts'
import { history } from './history.ts'
import { report } from './report.ts'
import * as rules from './rules.ts'
import * as tasks from './tasks.ts'
import * as tickets from './tickets.ts'
import * as words from './words.ts'

export const careRoutes: Route<Work>[] = [
  on(addTask, tasks.add),
  on(listTasks, tasks.list),
  on(showTask, tasks.show),
  on(stepTask, tasks.step),
  on(careDays, tasks.days),
  on(saveRule, rules.save),
  on(listRules, rules.list),
  on(ruleReport, report),
  on(listAgents, agents.list),
  on(keepAgent, agents.keep),
  on(openTicket, tickets.open),
  on(listTickets, tickets.list),
  on(showTicket, tickets.show),
  on(stepTicket, tickets.step),
  on(findCaller, tickets.caller),
  on(noteContact, words.note),
  on(memberHistory, history),
  on(writeArticle, words.write),
  on(listArticles, words.list),
  on(readNotice, words.read),
]
