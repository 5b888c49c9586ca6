import { idsInWords, shortenId } from '@shared/text/short-id'
import { Fragment } from 'react'
import { copyText } from '../state/notice'

/** A sentence with its long ids shortened as everywhere: the whole is on hover, and a click copies it. */
export function Words({ text }: { readonly text: string }) {
  return idsInWords(text).map((part, at) =>
    part.isId ? (
      <button
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no identity but their place
        key={at}
        type="button"
        className="word-id mono"
        title={`Copy ${part.text}`}
        onClick={() => void copyText(part.text, 'the id')}
      >
        {shortenId(part.text)}
      </button>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no identity but their place
      <Fragment key={at}>{part.text}</Fragment>
    )
  )
}
