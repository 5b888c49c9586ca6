import { Command } from 'commander'
import { addGenerateCommand } from './generate'
import { addUsageCommand } from './usage'

const program = new Command('lash-inspector').exitOverride((error) => {
  process.exit(error.exitCode === 0 ? 0 : 2)
})
addGenerateCommand(program)
addUsageCommand(program)
await program.parseAsync(process.argv)
