import { join } from 'node:path'
import { Command } from 'commander'
import { addApplyCommands } from './apply'
import { EXIT_USAGE } from './exit-codes'
import { addGenerateCommand } from './generate'
import { addInspectCommand } from './inspect'
import { addPlanCommand } from './plan'
import { addSimulateCommand } from './simulate'
import { addUsageCommand } from './usage'
import { addVectorsCommand } from './vectors'

/** The command-line face of the engine. Each command lives in a file of its own, which adds it to the program. */
const program = new Command('lash-inspector').exitOverride((error) => {
  process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE)
})
addInspectCommand(program)
addUsageCommand(program)
addPlanCommand(program)
// the entry of a build stays in the folder of the build, where the writing process lies, too
addApplyCommands(program, join(import.meta.dirname, 'writer.js'))
addSimulateCommand(program)
addVectorsCommand(program)
addGenerateCommand(program)
await program.parseAsync(process.argv)
