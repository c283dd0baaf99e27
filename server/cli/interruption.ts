/** The exit code of a command that a signal ended, as shells have it for Ctrl-C. */
export const INTERRUPTED = 130

/** Told by the first Ctrl-C, so that what is running can come to a good end; a second one does not wait for that. */
export function interruptible(): { signal: AbortSignal; end(): void } {
  const control = new AbortController()
  const asked = () => {
    if (control.signal.aborted) process.exit(INTERRUPTED)
    control.abort()
  }
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.on(signal, asked)
  return {
    signal: control.signal,
    end: () => {
      for (const signal of signals) process.off(signal, asked)
    },
  }
}
