import type { Finding, SourceFile, TextFile, Tree } from '../tree.ts'

const CHINESE = /[\u3400-\u9fff]/
const LETTERS = /\p{L}{2,}/u
const READ_ALOUD = new Set([
  'title',
  'placeholder',
  'label',
  'alt',
  'aria-label',
  'tooltip',
  'description',
  'subtitle',
  'okText',
])
/** Written with a group, so that this file does not name such a path itself. */
const MACHINE_PATH = /(?<![\w.~#@-])\/(?:work|root|home|Users)\/\w/
/** npm's own address is nobody's machine, and names ending in `.example` belong to nobody. */
const REGISTRY = new RegExp(
  'https?://(?!registry\\.npmjs\\.org|[\\w.-]*\\.example\\b)[\\w.:-]*' +
    '(?:registry|artifactory|nexus|npmmirror|verdaccio)',
  'i',
)
const VAGUE_FOLDER = /(?:^|\/)(?:utils?|shared|common|lib|helpers?|misc)(?:\/|\.[jt]sx?$)/
const VAGUE_NAME =
  /\b(?:const|function|type|interface|class)\s+(\w+(?:Manager|Service|Helper|Utils?|Impl|Dto|DTO))\b/g
/** Language tags keep their own capitals: zh-CN. */
const KEBAB = /^[a-z0-9]+(?:[-.][a-z0-9]+|-[A-Z]{2}(?=\.))*$/

/** What people read is in a catalogue; what is in the repository names no machine; names say what a thing is. */
export function texts(tree: Tree): Finding[] {
  const screens = tree.sources.filter(
    (f) => (f.area === 'ui' || f.area === 'apps') && !f.isTest && !/\/text\//.test(f.path),
  )
  return [
    ...screens.flatMap(outsideCatalogue),
    ...tree.texts.flatMap(traces),
    ...tree.sources.flatMap((file) => [...vagueNames(file), ...fileNames(file)]),
  ]
}

function outsideCatalogue(file: SourceFile): Finding[] {
  return file.code.flatMap((token) => {
    const isText = token.kind === 'string' || token.kind === 'template' || token.kind === 'jsxText'
    if (!isText) return []
    const isRead = token.kind === 'jsxText' || READ_ALOUD.has(token.attribute ?? '')
    const bare = token.text.replace(/&#?\w+;/g, '')
    if (!CHINESE.test(bare) && !(isRead && LETTERS.test(bare))) return []
    const message = `“${bare.trim().slice(0, 24)}”: text is a phrase of the catalogue (text/), in both languages`
    return [{ rule: 'catalogue', path: file.path, line: token.line, message }]
  })
}

function traces(file: TextFile): Finding[] {
  if (!MACHINE_PATH.test(file.text) && !REGISTRY.test(file.text)) return []
  return file.text.split('\n').flatMap((text, at) => {
    const found: Finding[] = []
    const where = { path: file.path, line: at + 1 }
    if (MACHINE_PATH.test(text))
      found.push({ rule: 'trace', ...where, message: 'a path of one machine; make it relative' })
    if (REGISTRY.test(text))
      found.push({ rule: 'trace', ...where, message: 'a registry of one machine; leave it to npm' })
    return found
  })
}

function vagueNames(file: SourceFile): Finding[] {
  return [
    ...file.code
      .map((t) => (t.kind === 'word' ? t.text : t.kind === 'punct' ? t.text : '""'))
      .join(' ')
      .matchAll(VAGUE_NAME),
  ].map((match) => ({
    rule: 'names',
    path: file.path,
    line: 1,
    message: `${match[1]}: name it after what it is in the shop`,
  }))
}

function fileNames(file: SourceFile): Finding[] {
  const name = file.path.split('/').at(-1) ?? ''
  const found: Finding[] = []
  const at = { rule: 'names', path: file.path, line: 1 }
  if (VAGUE_FOLDER.test(file.path))
    found.push({ ...at, message: 'no utils, shared, common, lib or helpers; name what it holds' })
  if (!KEBAB.test(name)) found.push({ ...at, message: 'file names are kebab-case' })
  return found
}
