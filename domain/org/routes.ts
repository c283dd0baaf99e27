import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { findings, runAudit } from './alarm.ts'
import { changeBranch, closeBranch, listBranches, openBranch } from './branches.ts'
import { calendar, keepDay } from './calendar.ts'
import { auditFindings, startAudit } from './contract/audit.ts'
import { keepOfficialDay, showCalendar } from './contract/calendar.ts'
import * as words from './contract.ts'
import { createKey, listKeys, revokeKey } from './keys.ts'
import { changeLanguage, changePassword, me, showChain } from './me.ts'
import { setUp } from './set-up.ts'
import { signIn, signOut } from './sign-in.ts'
import { changeStaff, disableStaff, hireStaff, listStaff, resetPassword } from './staff.ts'

export const orgRoutes: Route<Work>[] = [
  on(words.setUp, setUp),
  on(showCalendar, calendar),
  on(keepOfficialDay, keepDay),
  on(words.showChain, showChain),
  on(words.signIn, signIn),
  on(words.signOut, signOut),
  on(words.me, me),
  on(words.changePassword, changePassword),
  on(words.changeLanguage, changeLanguage),
  on(words.listBranches, listBranches),
  on(words.openBranch, openBranch),
  on(words.changeBranch, changeBranch),
  on(words.closeBranch, closeBranch),
  on(words.listStaff, listStaff),
  on(words.hireStaff, hireStaff),
  on(words.changeStaff, changeStaff),
  on(words.disableStaff, disableStaff),
  on(words.resetPassword, resetPassword),
  on(words.listKeys, listKeys),
  on(words.createKey, createKey),
  on(words.revokeKey, revokeKey),
  on(auditFindings, findings),
  on(startAudit, runAudit),
]
