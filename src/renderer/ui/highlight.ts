import type { HLJSApi } from 'highlight.js'
import highlighter from 'highlight.js/lib/core'
import json from 'highlight.js/lib/languages/json'

/** A stretch of text with the class it is drawn in, or without. */
export interface Token {
  readonly text: string
  readonly scope: string | null
}

/**
 * Collects tokens in place of the library's own emitter, which builds HTML text: stored text is hostile, so it must
 * only ever become text nodes.
 */
class TokenEmitter {
  readonly tokens: Token[] = []
  readonly #scopes: string[] = []

  startScope(name: string): void {
    this.#scopes.push(name)
  }
  endScope(): void {
    this.#scopes.pop()
  }
  addText(text: string): void {
    this.tokens.push({ text, scope: this.#scopes.at(-1) ?? null })
  }
  openNode(name: string): void {
    this.startScope(name)
  }
  closeNode(): void {
    this.endScope()
  }
  finalize(): void {}
  toHTML(): string {
    return ''
  }
  __addSublanguage(emitter: TokenEmitter): void {
    this.tokens.push(...emitter.tokens)
  }
}

const library: HLJSApi = highlighter.newInstance()
library.configure({ __emitter: TokenEmitter })
library.registerLanguage('json', json)

/** @returns JSON text as coloured tokens, in order */
export function highlightJson(text: string): readonly Token[] {
  const { _emitter: emitter } = library.highlight(text, { language: 'json', ignoreIllegals: true })
  return emitter instanceof TokenEmitter ? emitter.tokens : [{ text, scope: null }]
}
