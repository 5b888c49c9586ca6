import type { MessageFields } from '../node-json'
import type { ScriptedTurn } from './session'

/** The session's first part: talk without tools, ended by a compaction. */
export const trouble: ScriptedTurn = {
  question: [
    {
      kind: 'Text',
      content:
        'Since this morning one client floods `POST /parcels` and everybody else gets 503s. The access log of the last hour is below. What is going on, and what would you do first?'
    },
    {
      kind: 'Text',
      content: '',
      prune_state: {
        Summarized: {
          summary:
            'Access log, 07:00–08:00: 41,882 requests, 38,107 of them POST /parcels with one API key (key_7f3a), in bursts of about 900 a second; p99 of all other routes rises from 60 ms to 4.1 s within each burst.',
          archive_hash: '8d0c1f6f0d1b4a9be3a0c5a4d27e1f5596b1c2d84e7f3f0a6b9d2c1e5f708192'
        }
      }
    }
  ],
  answer: `**One key causes it.** \`key_7f3a\` sends 91 % of all requests, in bursts of about 900 a second. The service has no limit of its own, so each burst fills the database pool and the others wait.

What I would do, in this order:

1. **Now:** lower the pool share of \`POST /parcels\` so that reads survive a burst.
2. **Today:** a rate limit per API key in front of the handlers.
3. **This week:** answer \`429\` with \`Retry-After\`, and tell the owner of the key.

I have not looked at the code yet; everything above is from the log alone.`
}

export const options: ScriptedTurn = {
  question: 'Agreed on 2. Which kinds of limiter are there, and which one fits us? Short, please.',
  answer: `| kind | bursts | memory per key | fits |
|---|---|---|---|
| fixed window | double at the edge of a window | one counter | no: our bursts sit on edges |
| sliding log | exact | one entry per request | no: 38,000 entries |
| sliding window | nearly exact | two counters | yes |
| token bucket | allowed up to the size of the bucket | two numbers | **yes, best** |

A token bucket says in one sentence what we want: *twenty at once, then ten a second*.`
}

export const numbers: ScriptedTurn = {
  question:
    'Token bucket it is. Honest clients send at most 6 a second, batch imports up to 15 at once. Which numbers do you propose, and where does the state live? We run two instances.',
  answer: `- **capacity 20, refill 10 per second**: an import of 15 passes at once, and 6 a second never notices the limit.
- **State in memory**, one bucket per key and instance. With two instances a client may get up to twice the limit; against 900 a second that does not matter.
- **Clean up** buckets that have been full for a minute, or the map grows with every key ever seen.

A shared store (Redis) would make the limit exact and add a failure of its own to every request. I would not start there.`
}

export const summary: MessageFields = {
  id: 'compaction-summary',
  role: 'Assistant',
  parts: [
    {
      kind: 'Prose',
      content: `Compaction summary:

## Goal
Stop one API key (\`key_7f3a\`) from taking parcel-api down.

## Settled
- Cause: bursts of about 900 requests a second on \`POST /parcels\`, 91 % of the traffic of an hour.
- Limiter: token bucket per API key, in memory, one per instance.

## Open
- Numbers, place in the code, what a limited client is told.`
    }
  ],
  origin: { kind: 'plugin', plugin_id: 'rolling_history' }
}

export const decision: ScriptedTurn = {
  question: 'Good. Put the decision in three sentences that I can paste into the ticket.',
  answer:
    'We limit requests per API key with a token bucket: 20 at once, 10 a second after that. Buckets live in the memory of each instance and are dropped after a minute without use. A limited request is answered with `429` and a `Retry-After` header, and it never reaches the database.'
}

/** What the compaction's own session was asked and answered. */
export const compactionTurn: ScriptedTurn = {
  question: 'Shorten the history above: keep the goal, what is settled, and what is open.',
  answer:
    '## Goal\nStop one API key from taking parcel-api down.\n\n## Settled\nToken bucket per API key, in memory.\n\n## Open\nNumbers, place in the code, what a limited client is told.'
}
