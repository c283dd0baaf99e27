export { actorOfDevice } from './actor.ts'
export { printRoutes, type PrintTo } from './print.ts'
export {
  answer as answerBundle,
  bring as bringBundle,
  follow as followBundles,
  show as bundleShown,
} from './bundle.ts'
export { beginLog, revokeLog } from './log.ts'
