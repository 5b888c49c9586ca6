import type { Assumption } from './cost'
import type { MirrorVerdict } from './mirror'
import type { MatchedBy } from './prices'
import type { NotInStore } from './review'

/** What a cost rests on, or why it is a range, as a sentence of its own. */
export const ASSUMPTION_WORDS: Readonly<Record<Assumption, string>> = {
  'adapter-of-head': 'The head names this model, so its provider is taken to have served the row.',
  'adapter-from-model-name': 'The row stores no provider; the model’s name points to one.',
  'adapter-unknown':
    'The row stores no provider and the model’s name does not settle it: the range covers every provider possible.',
  'cache-writes-not-stored':
    'Cache writes are not stored by this version: low takes all uncached input as plain, high as cache writes.',
  'cached-may-be-understated':
    'A gateway may have stored fewer cached tokens than it charged for: low takes all input as cached.',
  'cache-write-lifetime-not-stored':
    'Whether a cache write was kept for five minutes or an hour is not stored; an hour costs more.',
  'prompt-length-tier-unknown':
    'Long prompts cost more, per call, and the row sums calls: low takes all below the threshold, high all above.',
  'time-of-day-unknown': 'The price depends on the time of day, which no row stores.',
  'cache-read-price-missing':
    'The price line has no price for cache reads; they are taken at the input price.',
  'cache-write-price-missing':
    'The price line has no price for cache writes; they are taken at the input price.',
  'cached-exceeds-input': 'More tokens are stored as cached than went in, which no provider reports.',
  'negative-count': 'A stored count is negative, so the row has no cost.',
  'beyond-64-bit': 'The sum is larger than lash can hold; it is exact here.',
  'price-set-by-user': 'The price is one you have set.',
  'alias-set-by-user': 'The model is priced as another one, as you have set.',
  'free-by-user': 'You have set this model to cost nothing.',
  'priced-at-session-day': 'A row has no time: it is priced as of the day its session was created.',
  'priced-at-chosen-day': 'It is priced as of the day you have chosen.',
  'session-day-unknown': 'The session does not tell when it was created: it is priced by the newest price.'
}

/** What the check of a store's mirror rows means. */
export const VERDICT_WORDS: Readonly<Record<MirrorVerdict, string>> = {
  equal: 'The mirror rows equal the own rows of the agents that have a store.',
  'child-without-store':
    'The mirror rows hold more than the stored agents used: the rest is the cost of an agent without a store, and is added.',
  'booked-twice':
    'The host called an agent in a way that books its tokens twice: they are counted once, in its store.',
  'booked-twice-possible':
    'Rows labelled “child” have no store to check against; a host may have booked such tokens twice.',
  'parent-died-first':
    'An agent used more than its parent booked: the parent stopped before its last commit, and what it used itself since then is in no store.',
  successor: 'A session that carries this one on is not repeated here; both count in full.',
  differs: 'The mirror rows differ from the own rows of the stored agents in both directions.'
}

/** What no store tells, each to be said once beside the figures. */
export const NOT_IN_STORE_WORDS: Readonly<Record<NotInStore, string>> = {
  'time-of-row': 'when a row was used',
  'node-of-row': 'which node caused it',
  'provider-of-row': 'which provider served it',
  'service-tier': 'the service tier (batch, flex, priority)',
  'server-side-tool-fees': 'fees of server-side tools such as web search',
  'image-and-audio-prices': 'images and audio at their own prices',
  'model-override-of-turn': 'another model that a single turn may have run on',
  'uncommitted-usage': 'what a turn used that never committed: a crash, a revision conflict',
  'cache-writes': 'cache writes'
}

export const MATCHED_BY_WORDS: Readonly<Record<MatchedBy, string>> = {
  'user-price': 'your own price',
  'user-alias': 'the model you named instead',
  'adapter-provider': 'the provider of the session',
  vendor: 'the vendor before the slash',
  'vendor-respelled': 'the vendor before the slash, the version spelled otherwise',
  gateway: 'the name at a gateway',
  'gateway-respelled': 'the name at a gateway, the version spelled otherwise',
  'model-name': 'the model’s name'
}
