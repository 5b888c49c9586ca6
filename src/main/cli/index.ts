import { Command } from 'commander'
import { addGenerateCommand } from './generate'

const program = new Command('lash-inspector').exitOverride((error) => {
  process.exit(error.exitCode === 0 ? 0 : 2)
})
addGenerateCommand(program)
program.parse(process.argv)
