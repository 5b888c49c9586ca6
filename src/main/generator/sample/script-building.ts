import { failure, success } from './calls'
import type { ScriptedTurn } from './session'

const SERVER = `import { createServer } from 'node:http'
import { authenticate } from './auth'
import { routes } from './routes'

export const server = createServer(async (request, response) => {
  const client = await authenticate(request)
  if (!client) return response.writeHead(401).end()
  await routes(request, response, client)
})`

const BUCKET = `export class TokenBucket {
  #tokens: number
  #last: number

  constructor(readonly capacity: number, readonly perSecond: number, now: number) {
    this.#tokens = capacity
    this.#last = now
  }

  take(now: number): boolean {
    const refill = ((now - this.#last) / 1000) * this.perSecond
    this.#tokens = Math.min(this.capacity, this.#tokens + refill)
    this.#last = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}`

/** The second part: the limiter is built in several rounds, then tested. */
export const build: ScriptedTurn = {
  question: 'Build it. Keep the limiter apart from the server, and do not touch the routes.',
  rounds: [
    {
      reasoning: 'First see where a request enters and whether a place before the routes exists.',
      calls: [
        success('read_file', { path: 'src/server.ts' }, SERVER, 14, { lines: 9 }),
        success(
          'grep',
          { path: 'src', pattern: 'apiKey' },
          'src/auth.ts:18:  return { apiKey, owner }\nsrc/routes.ts:7:  log.info({ apiKey: client.apiKey })',
          31,
          { matches: 2 }
        )
      ]
    },
    {
      says: 'There is one entry, right after the key is known. I put the limiter between `authenticate` and `routes`.',
      calls: [
        success(
          'apply_patch',
          { path: 'src/limits/token-bucket.ts', patch: `*** Add File\n${BUCKET}` },
          'added src/limits/token-bucket.ts (+18)',
          22,
          { added: 18, removed: 0 }
        )
      ]
    },
    {
      calls: [
        success(
          'apply_patch',
          {
            path: 'src/server.ts',
            patch: `@@\n   if (!client) return response.writeHead(401).end()\n+  const wait = limiter.secondsToWait(client.apiKey)\n+  if (wait > 0) return response.writeHead(429, { 'Retry-After': wait }).end()\n   await routes(request, response, client)`
          },
          'changed src/server.ts (+2)',
          19,
          { added: 2, removed: 0 }
        )
      ]
    },
    {
      calls: [
        failure(
          'exec_command',
          { command: 'npm test' },
          'npm test ended with exit code 1',
          'FAIL src/server.test.ts\n  TypeError: limiter.secondsToWait is not a function\n  41 passed, 3 failed',
          6420
        )
      ]
    },
    {
      reasoning:
        'The bucket answers yes or no, the server wants seconds. The limiter over all keys is still missing.',
      calls: [
        success(
          'apply_patch',
          {
            path: 'src/limits/limiter.ts',
            patch:
              '*** Add File\nexport class Limiter {\n  readonly #buckets = new Map<string, TokenBucket>()\n\n  secondsToWait(key: string, now = Date.now()): number {\n    return this.#bucketOf(key, now).take(now) ? 0 : 1\n  }\n}'
          },
          'added src/limits/limiter.ts (+24)',
          21,
          { added: 24, removed: 0 }
        )
      ]
    },
    {
      calls: [success('exec_command', { command: 'npm test' }, '44 passed, 0 failed', 6113, { exit_code: 0 })]
    }
  ],
  answer: `The limiter is in, all 44 tests pass.

- \`src/limits/token-bucket.ts\`: the bucket, pure, time is passed in
- \`src/limits/limiter.ts\`: one bucket per key
- \`src/server.ts\`: two lines between \`authenticate\` and \`routes\`

\`\`\`ts
const wait = limiter.secondsToWait(client.apiKey)
if (wait > 0) return response.writeHead(429, { 'Retry-After': wait }).end()
\`\`\`

Not done yet: dropping idle buckets, and a test that really sends a burst.`
}

export const burstTest: ScriptedTurn = {
  question: 'Then the burst test, please: 25 requests at the same moment, 20 must pass.',
  rounds: [
    {
      reasoning: 'Time is a parameter, so no waiting is needed in the test.',
      calls: [
        success(
          'apply_patch',
          {
            path: 'src/limits/limiter.test.ts',
            patch:
              "*** Add File\ntest('lets 20 of 25 simultaneous requests pass', () => {\n  const passed = Array.from({ length: 25 }, () => limiter.secondsToWait('k', 0)).filter((s) => s === 0)\n  expect(passed).toHaveLength(20)\n})"
          },
          'added src/limits/limiter.test.ts (+6)',
          17,
          { added: 6, removed: 0 }
        ),
        success('exec_command', { command: 'npm test -- limiter' }, '1 passed, 0 failed', 1870, {
          exit_code: 0
        })
      ]
    }
  ],
  answer:
    'Done: of 25 requests at one moment 20 pass and 5 are told to wait. The test needs 2 ms, since the clock is a parameter.'
}

/** Asked once, answered twice: the first answer and what followed from it were left. */
export const nat: ScriptedTurn = {
  question: 'What happens to several clients behind one address?',
  answer:
    'They share a limit only if they share an API key. We could add a second bucket per IP address for requests without a key, but those already end with `401` before the limiter.'
}

export const natFollowUp: ScriptedTurn = {
  question: 'Hm, so should the second bucket come before authentication?',
  answer:
    'It could: a bucket per address in front of `authenticate` would also slow down guessing of keys. It would hit offices behind one address, though, so its numbers must be generous (200 at once).'
}

export const natAgain =
  'Nothing: the limit is **per API key**, the address plays no part. Requests without a valid key get `401` before the limiter and cost no database time.'
