import './plain-text.css'
import { cardSpans } from '@shared/text/plain-text'
import { Words } from './Words'

/** A line or two of Markdown as plain words, with code set apart. `ids` = our own sentence: long ids are shortened. */
export function PlainText({ text, ids = false }: { readonly text: string; readonly ids?: boolean }) {
  return cardSpans(text).map((span, at) =>
    span.code ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text have no identity but their place
      <code key={at} className="inline-code">
        {span.text}
      </code>
    ) : ids ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Words key={at} text={span.text} />
    ) : (
      span.text
    )
  )
}
