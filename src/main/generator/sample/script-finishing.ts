import { cancelled, failure, success } from './calls'
import type { ScriptedTurn } from './session'

/** The third part: an edited question, two agents, a stopped benchmark, a flaky test, a changelog. */
export const limitByAddress: ScriptedTurn = {
  question: 'Limit by IP address as well, 200 at once.',
  rounds: [
    {
      calls: [
        success(
          'grep',
          { path: 'src', pattern: 'remoteAddress|x-forwarded-for' },
          'src/log.ts:12:  address: request.socket.remoteAddress',
          28,
          { matches: 1 }
        )
      ]
    }
  ],
  answer:
    'Careful: behind our proxy `remoteAddress` is always the proxy. I would have to trust `X-Forwarded-For`, which every client can write itself, unless the proxy overwrites it. Does it?'
}

export const notes: ScriptedTurn = {
  question: 'No limit by address. Instead write docs/rate-limits.md for the people who use our API.',
  rounds: [
    {
      calls: [
        success(
          'apply_patch',
          {
            path: 'docs/rate-limits.md',
            patch:
              '*** Add File\n# Rate limits\n\nEach API key may send 20 requests at once and 10 a second after that.\n\n* Over the limit: `429` with `Retry-After` in seconds.\n* A limited request is not carried out. Send it again after that time.'
          },
          'added docs/rate-limits.md (+6)',
          16,
          { added: 6, removed: 0 }
        )
      ]
    }
  ],
  answer:
    '`docs/rate-limits.md` is written: the two numbers, what a client sees, what it should do. Six lines.'
}

const codeReview = 'Review src/limits for mistakes. Report findings only.'
const docsReview = 'Read docs/rate-limits.md as a user of the API. Report what is unclear.'

const codeFindings =
  'Retry-After is always 1, even when the bucket needs longer; idle buckets are never dropped.'
const docsFindings = 'It does not say whether the limit is per instance; an example of a 429 would help.'

export const review: ScriptedTurn = {
  question: 'Let two agents review it, one the code, one the notes. Then run the benchmark.',
  rounds: [
    {
      says: 'Two agents start side by side.',
      calls: [
        success(
          'spawn_agent',
          { agent_name: 'code_reader', capability: 'explore', task: codeReview },
          codeFindings,
          48_210
        ),
        success(
          'spawn_agent',
          { agent_name: 'first_time_user', capability: 'explore', task: docsReview },
          docsFindings,
          31_770
        )
      ]
    },
    { calls: [cancelled('exec_command', { command: 'npm run bench -- --duration 600' }, 92_400)] }
  ]
}

export const codeReviewTurn: ScriptedTurn = {
  question: codeReview,
  rounds: [
    {
      calls: [
        success(
          'read_file',
          { path: 'src/limits/limiter.ts' },
          'secondsToWait(key, now) {\n  return this.#bucketOf(key, now).take(now) ? 0 : 1\n}',
          12,
          { lines: 24 }
        )
      ]
    }
  ],
  answer: codeFindings
}

export const docsReviewTurn: ScriptedTurn = {
  question: docsReview,
  rounds: [
    {
      calls: [
        success(
          'read_file',
          { path: 'docs/rate-limits.md' },
          '# Rate limits\n\nEach API key may send 20 …',
          9,
          {
            lines: 6
          }
        )
      ]
    }
  ],
  answer: docsFindings
}

export const leftOver: ScriptedTurn = {
  question: 'I stopped the benchmark, ten minutes are too long. What is left to do?',
  answer: `- [ ] \`Retry-After\` from the bucket instead of a fixed 1
- [ ] drop idle buckets after a minute
- [ ] say "per instance" in the notes, with an example
- [ ] the test \`webhooks retries\` is flaky: it failed once in six runs, without any connection to the limiter`
}

export const flaky: ScriptedTurn = {
  question: 'Do all four. Start with the flaky test, I do not want to merge on red.',
  rounds: [
    {
      reasoning: 'A test that fails once in six runs usually waits for real time or shares a port.',
      calls: [
        success(
          'grep',
          { path: 'src/webhooks', pattern: 'setTimeout|listen\\(' },
          'src/webhooks/retry.ts:22:  await sleep(base * 2 ** attempt)\nsrc/webhooks/retry.test.ts:9:  server.listen(4010)',
          24,
          { matches: 2 }
        ),
        success(
          'read_file',
          { path: 'src/webhooks/retry.test.ts' },
          "before(() => server.listen(4010))\ntest('webhooks retries', async () => {\n  await deliver(hook)\n  expect(server.hits).toBe(3)\n})",
          11,
          { lines: 21 }
        )
      ]
    },
    {
      says: 'Port 4010 is fixed, and the contract tests use it too. When both files run at once, one of them loses.',
      calls: [
        success(
          'apply_patch',
          {
            path: 'src/webhooks/retry.test.ts',
            patch: '@@\n-before(() => server.listen(4010))\n+before(() => server.listen(0))'
          },
          'changed src/webhooks/retry.test.ts (+1 −1)',
          15,
          { added: 1, removed: 1 }
        )
      ]
    },
    {
      calls: [
        success(
          'exec_command',
          { command: 'for i in $(seq 20); do npm test -- webhooks || break; done' },
          '20 runs, 0 failed',
          38_900,
          { exit_code: 0 }
        )
      ]
    },
    {
      calls: [
        success(
          'apply_patch',
          {
            path: 'src/limits/token-bucket.ts',
            patch:
              '@@\n+  secondsUntilToken(): number {\n+    return Math.ceil((1 - this.#tokens) / this.perSecond)\n+  }'
          },
          'changed src/limits/token-bucket.ts (+3)',
          14,
          { added: 3, removed: 0 }
        ),
        success(
          'apply_patch',
          { path: 'docs/rate-limits.md', patch: '@@\n+The limit holds per instance; we run two.' },
          'changed docs/rate-limits.md (+1)',
          13,
          { added: 1, removed: 0 }
        )
      ]
    },
    {
      calls: [
        failure(
          'exec_command',
          { command: 'npm run lint' },
          'npm run lint ended with exit code 1',
          "src/limits/limiter.ts:14:7  'idle' is assigned but never used",
          3300
        )
      ]
    },
    {
      calls: [
        success(
          'apply_patch',
          { path: 'src/limits/limiter.ts', patch: '@@\n+    if (idle > 60_000) this.#buckets.delete(key)' },
          'changed src/limits/limiter.ts (+1)',
          14,
          { added: 1, removed: 0 }
        )
      ]
    },
    {
      calls: [
        success('exec_command', { command: 'npm run lint && npm test' }, '47 passed, 0 failed', 9720, {
          exit_code: 0
        })
      ]
    }
  ],
  answer: `All four are done, 47 tests pass, lint is clean.

The flaky test listened on port **4010**, which the contract tests use as well. It now takes any free port; 20 runs in a row were green.

> \`Retry-After\` was the only mistake a client could have noticed. It now says how long the bucket really needs.`
}

export const changelog: ScriptedTurn = {
  question: 'Last thing: an entry for the changelog, then we are finished.',
  rounds: [
    {
      calls: [
        success(
          'apply_patch',
          {
            path: 'CHANGELOG.md',
            patch:
              '@@\n+## 2.14.0\n+* Requests are limited per API key: 20 at once, 10 a second after that (429, Retry-After).\n+* Fixed: the webhook tests no longer share a port.'
          },
          'changed CHANGELOG.md (+3)',
          12,
          { added: 3, removed: 0 }
        )
      ]
    }
  ],
  answer: 'The entry stands under **2.14.0**. Everything is on the branch `rate-limits`, ready for review.'
}
