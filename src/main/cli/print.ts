import type { AppError } from '@shared/ipc/request'
import { EXIT_FAILED, EXIT_NOT_READABLE, EXIT_REFUSED, EXIT_USAGE } from './exit-codes'

/** Prints a value as one line of JSON. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

/** Errors after which the store cannot be told to be as before. */
const UNKNOWN = new Set(['writer-died', 'bug'])

/** Prints why nothing was changed, and sets the exit code: 4 = refused or stale, the store byte-equal to before. */
export function printRefusal(error: AppError): void {
  printJson({ error })
  process.exitCode = UNKNOWN.has(error.code) ? EXIT_FAILED : EXIT_REFUSED
}

/** Prints why a store cannot be read. */
export function printUnreadable(error: AppError): void {
  printJson({ readable: false, error })
  process.exitCode = EXIT_NOT_READABLE
}

/** Prints what is wrong with how the command was called. */
export function printUsage(message: string): void {
  printJson({ error: { code: 'usage', message } })
  process.exitCode = EXIT_USAGE
}
