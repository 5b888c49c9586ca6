import type { ScriptedCall } from './runtime'

/** A call that worked, with the text it gave back. */
export const success = (
  tool: string,
  args: ScriptedCall['args'],
  text: string,
  ms: number,
  extra: { readonly [key: string]: number | string | boolean } = {}
): ScriptedCall => ({ tool, args, outcome: { status: 'success', payload: { ...extra, text } }, ms })

/** A command that ran and ended with an exit code other than 0. */
export const failure = (
  tool: string,
  args: ScriptedCall['args'],
  message: string,
  output: string,
  ms: number
): ScriptedCall => ({
  tool,
  args,
  outcome: {
    status: 'failure',
    payload: {
      class: 'execution',
      code: 'exit_1',
      message,
      source: 'tool',
      retry: { type: 'never' },
      raw: { exit_code: 1, output }
    }
  },
  ms
})

/** A call that the user stopped. */
export const cancelled = (tool: string, args: ScriptedCall['args'], ms: number): ScriptedCall => ({
  tool,
  args,
  outcome: { status: 'cancelled', payload: { message: 'stopped by user', source: 'cancellation' } },
  ms
})
