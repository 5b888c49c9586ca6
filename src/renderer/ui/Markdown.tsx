import './markdown.css'
import { memo } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { copyText } from '../state/notice'
import { Door } from './Controls'

const plugins = [remarkGfm]

/** Nothing in a transcript may load or lead anywhere: a link copies its address, a picture is named in words. */
const components: Components = {
  a: ({ href, children }) => (
    <Door
      title={`Copies ${href ?? 'nothing'}`}
      onClick={() => void copyText(href ?? '', 'the address of the link')}
    >
      {children}
    </Door>
  ),
  img: ({ alt, src }) => (
    <span className="faint">
      [picture{alt ? `: ${alt}` : ''}
      {typeof src === 'string' && src !== '' ? `, ${src}` : ''}]
    </span>
  ),
  input: ({ checked }) => <span className="mono">{checked ? '[x]' : '[ ]'} </span>,
  pre: ({ children }) => <pre className="markdown-code">{children}</pre>
}

const keepAddress = (address: string): string => address

/** Markdown of a transcript, rendered safely: no HTML of its own, no pictures, no navigation. */
export const Markdown = memo(function Markdown({ text }: { readonly text: string }) {
  return (
    <div className="markdown selectable" dir="auto">
      <ReactMarkdown
        remarkPlugins={plugins}
        components={components}
        urlTransform={keepAddress}
        skipHtml={false}
      >
        {text}
      </ReactMarkdown>
    </div>
  )
})
