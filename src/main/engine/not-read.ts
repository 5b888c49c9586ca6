import type { AppError } from '@shared/ipc/request'

/** What can only be answered from columns is asked before there are any. */
export const notRead: AppError = {
  code: 'not-read',
  message: 'The graph of this store is still being read.',
  advice: 'Try again in a moment.'
}
