// Completes package-lock.json with the optional packages of other platforms.
//
// `npm install` may leave out of the lock those platform packages it did not itself install, and then `npm ci` fails
// on every other kind of machine with "Missing: … from lock file". Run this after every `npm install`.
//
//   node tools/complete-lock.mjs            writes what is missing
//   node tools/complete-lock.mjs --check    changes nothing; fails when something is missing
//
// Both ways it fails when the lock names addresses (`resolved`): they would tie every clone to one registry.
import { readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']
const LIBRARIES = { gnu: 'glibc', musl: 'musl' }
const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/

/** What the words of a package's name say about where it runs, in the words of npm. */
function platformOf(name) {
  const words = name.toLowerCase().split(/[^a-z0-9]+/)
  const os = SYSTEMS.filter((it) => words.includes(it))
  const cpu = PROCESSORS.filter((it) => words.includes(it))
  // Names of 32-bit ARM packages end in its calling convention.
  if (words.some((word) => /^(gnu|musl)eabi(hf)?$/.test(word)) && !cpu.includes('arm')) cpu.push('arm')
  const libc = Object.keys(LIBRARIES).filter((it) => words.some((word) => word.startsWith(it)))
  return {
    ...(os.length > 0 && { os }),
    ...(cpu.length > 0 && { cpu }),
    ...(libc.length > 0 && os.includes('linux') && { libc: libc.map((it) => LIBRARIES[it]) }),
  }
}

/** The paths where Node would look for `name` required from the package at `from`, nearest first. */
function places(from, name) {
  const levels = from.split('/node_modules/')
  const up = levels.map(
    (_, n) => `${levels.slice(0, levels.length - n).join('/node_modules/')}/node_modules/${name}`,
  )
  return from === '' ? [`node_modules/${name}`] : [...up, `node_modules/${name}`]
}

/** The lock with every missing platform package added, and the paths added. */
function complete(lock) {
  const packages = { ...lock.packages }
  const added = []
  for (const [from, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!EXACT.test(version) || places(from, name).some((path) => packages[path])) continue
      const platform = platformOf(name)
      // A package that is bound to no platform was left out for another reason, which is not ours to guess.
      if (!platform.os && !platform.cpu) continue
      const path = `node_modules/${name}`
      packages[path] = { version, ...platform, ...(entry.dev && { dev: true }), optional: true }
      added.push(path)
    }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  return { lock: { ...lock, packages: Object.fromEntries(sorted) }, added }
}

/** The paths of packages for which the lock names an address. */
function addressed(lock) {
  return Object.entries(lock.packages).flatMap(([path, entry]) =>
    entry.resolved && !entry.link ? [path] : [],
  )
}

function main(check) {
  const file = fileURLToPath(new URL('../package-lock.json', import.meta.url))
  const text = readFileSync(file, 'utf8')
  const before = JSON.parse(text)
  const { lock, added } = complete(before)
  const tied = addressed(before)
  if (tied.length > 0)
    console.error(`package-lock.json names addresses ("resolved"), e.g. of ${tied[0]}: remove them.`)
  if (added.length > 0 && check) {
    console.error(`package-lock.json lacks ${added.join(', ')}: run node tools/complete-lock.mjs`)
  }
  if (added.length > 0 && !check) {
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
    console.log(`package-lock.json: added ${added.length} platform packages.`)
  }
  return tied.length > 0 || (check && added.length > 0) ? 1 : 0
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = main(process.argv.includes('--check'))
}
