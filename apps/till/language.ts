import type { Loaders } from '#ui/kit/language.ts'

/** Catalogue and kit words of one language; only the language in use is fetched. */
export const languages: Loaders = {
  'zh-CN': async () => {
    const [{ zhCN }, kit] = await Promise.all([import('./text/zh-CN.ts'), import('antd/es/locale/zh_CN')])
    return { words: zhCN, kit: kit.default }
  },
  en: async () => {
    const [{ en }, kit] = await Promise.all([import('./text/en.ts'), import('antd/es/locale/en_US')])
    return { words: en, kit: kit.default }
  },
}
