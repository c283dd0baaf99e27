import { testCatalogue } from '#test/world/catalogue'
import { en } from './en.ts'
import { zhCN } from './zh-CN.ts'

// Names that are the same everywhere; the last is what every owner is proposed as the English name of a place.
testCatalogue({ en, zhCN, same: new Set(['API', 'CSV', 'RFM', 'Zhiji', 'English', 'Table #']) })
