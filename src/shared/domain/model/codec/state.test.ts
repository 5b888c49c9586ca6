import { describe, expect, it } from 'vitest'
import { decodeText } from './codec'
import { provider } from './provider'
import { anyState, DEFAULT_POLICY, strictState } from './state'

describe('a session state', () => {
  const text = '{"session_id":"s","head_revision":7,"graph_replace_required":true}'

  it('is filled in with the defaults of the runtime', () => {
    expect(decodeText(strictState.persisted, text)).toMatchObject({
      ok: true,
      value: { session_id: 's', policy: DEFAULT_POLICY, turn_index: 0n, graph_replace_required: false }
    })
  })

  it('neither reads nor writes what lives in memory only', () => {
    const state = decodeText(strictState.persisted, text)
    if (!state.ok) throw new Error(state.error.reason)
    expect(state.value.head_revision).toBeUndefined()
    const committed = { ...state.value, head_revision: 3n, graph_replace_required: true }
    expect(strictState.persisted.write(committed)).toBe(strictState.persisted.write(state.value))
  })

  it('with an unset policy can be written, but read back only when any provider is taken', () => {
    const written = strictState.policy.write(DEFAULT_POLICY)
    expect(decodeText(strictState.policy, written)).toMatchObject({ ok: false, error: { path: 'provider' } })
    expect(decodeText(anyState.policy, written)).toEqual({ ok: true, value: DEFAULT_POLICY })
  })
})

describe('a provider', () => {
  const codex = '{"type":"codex","access_token":"a","refresh_token":"r","expires_at":1'

  it.each([
    ['{"type":"acme"}', 'an unknown kind'],
    ['{"type":"openai","api_key":"k","zz":1}', 'an unknown key where the kind takes none'],
    ['{"type":"openai","api_key":5}', 'a key of another type'],
    ['{"type":"openai","api_key":"k","options":1}', 'options that are no object'],
    [`${codex},"account_id":5}`, 'an account id that is no string']
  ])('is refused: %s has %s', (text) => {
    expect(decodeText(provider, text).ok).toBe(false)
  })

  it('keeps options that differ from the default, with the rest of them filled in', () => {
    const read = decodeText(
      provider,
      '{"type":"openai","api_key":"k","options":{"reliability":{"retry":{"enabled":false}}}}'
    )
    expect(read.ok && provider.write(read.value)).toContain('"retry":{"base_delay_ms":1000,"enabled":false,')
  })
})
