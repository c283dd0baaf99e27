import { testCatalogue } from '#test/world/catalogue'
import { en } from './en.ts'
import { zhCN } from './zh-CN.ts'

// Names that are the same everywhere.
testCatalogue({ en, zhCN, same: new Set(['Zhiji', 'English', 'USB', 'PDF', 'PIN']) })
