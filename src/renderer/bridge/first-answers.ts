import { requestMain } from './main'

/**
 * What the window starts with. Asked for as soon as this module is evaluated, which `main.tsx` has done before all
 * others: the answers come while the rest of the page is still being evaluated, and the first picture is drawn with
 * them.
 */
export const firstAnswers = {
  settings: requestMain('settings/read', null),
  info: requestMain('app/info', null),
  recent: requestMain('recent/list', null)
}
