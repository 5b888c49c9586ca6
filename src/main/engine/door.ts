import { type EngineHandlers, engineRequests } from '@shared/ipc/contract'
import { z } from 'zod'
import { answerRequest } from '../ipc/door'
import { type EnginePort, type Push, pushTo } from './engine-port'

const callSchema = z.object({ call: z.number(), name: z.string(), args: z.unknown() })

/** What one window can ask, and how its things are put away when it goes. */
export interface WindowHandlers {
  readonly handlers: EngineHandlers
  close(): void
}

/** Serves `engineRequests` over one window's port until the window closes. */
export function serveWindow(port: EnginePort, connect: (push: Push) => WindowHandlers): void {
  const window = connect(pushTo(port))
  port.onMessage((message) => {
    const parsed = callSchema.safeParse(message)
    if (!parsed.success) return
    const { call, name, args } = parsed.data
    void answerRequest(engineRequests, window.handlers, name, args).then((answer) =>
      port.send({ call, answer })
    )
  })
  port.onClose(() => window.close())
}
