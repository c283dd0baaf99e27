import type { Raw } from './raw.ts'

/** Hands a program to the browser's downloads as YAML; the writer is fetched when it is first asked for. */
export async function saveYaml(program: Raw, name: string): Promise<void> {
  const { stringify } = await import('yaml')
  const href = URL.createObjectURL(new Blob([stringify({ program })], { type: 'application/yaml' }))
  const link = document.createElement('a')
  link.href = href
  link.download = `${name}.yaml`
  link.click()
  // The browser has read the address by the next turn; keeping it would keep the file in memory.
  setTimeout(() => URL.revokeObjectURL(href), 10_000)
}
