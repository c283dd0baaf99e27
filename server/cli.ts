import { dispatch } from './dispatch.ts'

// A reader that has seen enough, such as `head`, closes the pipe: that is no trouble of ours.
process.stdout.on('error', (trouble: NodeJS.ErrnoException) => {
  if (trouble.code !== 'EPIPE') throw trouble
  process.exit()
})

process.exitCode = await dispatch(process.argv.slice(2))
