import { mainRequests } from '@shared/ipc/contract'
import { answerRequest } from '../ipc/door'
import type { Answers } from '../ipc/main-door'
import { type AppContext, appHandlers } from './handlers'

/** What answers the page's requests to this process. The window does not wait for this module (`openMainDoor`). */
export function appAnswers(context: AppContext): Answers {
  const handlers = appHandlers(context)
  return (name, args) => answerRequest(mainRequests, handlers, name, args)
}
