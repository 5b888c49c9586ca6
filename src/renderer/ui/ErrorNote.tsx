import './error-note.css'
import type { AppError } from '@shared/ipc/request'
import { Copy, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { copyText } from '../state/notice'
import { Button } from './Controls'
import { Words } from './Words'

/** @returns everything about a failure as text, for a copy */
const errorText = ({ code, message, path, id, advice, detail }: AppError): string =>
  [message, path, id, advice, `code: ${code}`, detail].filter((line) => line !== undefined).join('\n')

/**
 * An expected failure: what happened, to what, what to do; the rest behind a fold. What the user stopped is no damage,
 * and not red. `children` = the next steps.
 */
export function ErrorNote({ error, children }: { readonly error: AppError; readonly children?: ReactNode }) {
  const { message, path, id, advice, detail, code } = error
  return (
    <div className="error-note" role="alert">
      {code.endsWith('-stopped') ? (
        <Info size={16} aria-hidden="true" className="quiet" />
      ) : (
        <TriangleAlert size={16} aria-hidden="true" className="danger" />
      )}
      <div className="error-body">
        <p className="strong selectable">
          <Words text={message} />
        </p>
        {path !== undefined && <p className="mono quiet selectable error-path">{path}</p>}
        {id !== undefined && <p className="mono quiet selectable error-path">{id}</p>}
        {advice !== undefined && <p className="quiet selectable">{advice}</p>}
        {children !== undefined && <div className="error-steps">{children}</div>}
        <details>
          <summary className="small faint">Details</summary>
          <pre className="mono selectable error-detail">
            {`code: ${code}`}
            {detail === undefined ? '' : `\n${detail}`}
          </pre>
          <Button
            className="compact"
            icon={Copy}
            onClick={() => void copyText(errorText(error), 'the error')}
          >
            Copy
          </Button>
        </details>
      </div>
    </div>
  )
}
