import './json-text.css'
import { useMemo, useState } from 'react'
import { Door } from './Controls'
import { formatBytes } from './format'
import { highlightJson, type Token } from './highlight'
import { indentJson, isJson } from './indent-json'

// Beyond this the page would hold more elements than it can scroll; the rest is one click away, uncoloured.
const colouredLimit = 60_000
const shownLimit = 400_000

const classes: Readonly<Record<string, string>> = {
  attr: 'json-key',
  string: 'json-string',
  number: 'json-number',
  literal: 'json-literal',
  punctuation: 'json-mark'
}

/** Stored JSON laid out and coloured, or any other text as it is. Nothing in it is ever markup. */
export function JsonText({ text, label }: { readonly text: string; readonly label: string }) {
  const [whole, setWhole] = useState(false)
  const json = useMemo(() => isJson(text), [text])
  const laidOut = useMemo(() => (json ? indentJson(text) : text), [json, text])
  const shown = whole ? laidOut : laidOut.slice(0, shownLimit)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <figure className="json-text" aria-label={label} tabIndex={0}>
      <pre className="mono selectable">
        {shown.length > colouredLimit || !json ? shown : <Coloured text={shown} />}
      </pre>
      {shown.length < laidOut.length && (
        <Door className="small" onClick={() => setWhole(true)}>
          Show all {formatBytes(laidOut.length)}
        </Door>
      )}
    </figure>
  )
}

function Coloured({ text }: { readonly text: string }) {
  const tokens = useMemo(() => withOffsets(highlightJson(text)), [text])
  return tokens.map(({ token, start }) => (
    <span key={start} className={token.scope === null ? undefined : classes[token.scope]}>
      {token.text}
    </span>
  ))
}

function withOffsets(tokens: readonly Token[]): { token: Token; start: number }[] {
  let start = 0
  return tokens.map((token) => {
    const placed = { token, start }
    start += token.text.length
    return placed
  })
}
