import type { AppError, Handlers, RequestMap } from '@shared/ipc/request'
import { err, type Result } from '@shared/result'

/** What a door answers when a handler throws: a bug, told with its stack so that a report can be made of it. */
export function bugError(name: string, cause: unknown): AppError {
  return {
    code: 'bug',
    message: `Something went wrong inside the inspector (${name}).`,
    advice: 'Nothing was written. Please copy the details into a report.',
    detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
  }
}

/**
 * Answers one request of a contract: parses its argument, calls its handler, and turns a throw into an error value.
 * Unknown names and arguments that do not parse are refused without reaching a handler.
 */
export async function answerRequest<Map extends RequestMap>(
  requests: Map,
  handlers: Handlers<Map>,
  name: string,
  args: unknown
): Promise<Result<unknown, AppError>> {
  const spec = Object.hasOwn(requests, name) ? requests[name] : undefined
  if (spec === undefined) return err({ code: 'unknown-request', message: `There is no request "${name}".` })
  const parsed = spec.args.safeParse(args)
  if (!parsed.success) {
    return err({
      code: 'bad-request',
      message: `The request "${name}" was not understood.`,
      detail: parsed.error.message
    })
  }
  const handler = handlers[name as keyof Map] as (args: unknown) => unknown
  try {
    return (await handler(parsed.data)) as Result<unknown, AppError>
  } catch (cause) {
    return err(bugError(name, cause))
  }
}
