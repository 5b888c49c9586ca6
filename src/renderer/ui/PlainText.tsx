import './plain-text.css'
import { cardSpans } from '@shared/text/plain-text'

/** A line or two of Markdown as plain words, with code set apart. */
export function PlainText({ text }: { readonly text: string }) {
  return cardSpans(text).map((span, at) =>
    span.code ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text have no identity but their place
      <code key={at} className="inline-code">
        {span.text}
      </code>
    ) : (
      span.text
    )
  )
}
