import type { TokenCounts } from '@shared/domain/usage/counts'
import { useStore } from 'zustand'
import { labelWords } from '../ledger/lines'
import { setPriceOf } from '../state/cost'
import { settingsState } from '../state/settings'
import { Button } from '../ui/Controls'
import { Section } from '../ui/Panel'
import { Tokens } from '../ui/Tokens'

const shownModels = 50

/** Models that were used and have no price: never a silent $0. */
export function NoPrice({
  models
}: {
  readonly models: readonly { readonly model: string; readonly tokens: TokenCounts }[]
}) {
  const aliases = useStore(settingsState, ({ userPrices }) => userPrices.aliases)
  return (
    <Section title="No price">
      <ul className="no-price">
        {models.slice(0, shownModels).map(({ model, tokens }) => (
          <li key={model}>
            <span className="no-price-model">
              <span className="mono cut" title={model} dir="auto">
                {labelWords(model)}
              </span>
              <span className="small quiet">
                <Tokens count={tokens.input} /> in, <Tokens count={tokens.output} /> out
                {Object.hasOwn(aliases, model) ? `; your name “${aliases[model]}” has no price either` : ''}
              </span>
            </span>
            <Button aria-label={`Set a price for ${labelWords(model)}`} onClick={() => setPriceOf(model)}>
              Set a price…
            </Button>
          </li>
        ))}
      </ul>
      {models.length > shownModels && (
        <p className="small quiet">
          And {(models.length - shownModels).toLocaleString('en-US')} more; the ledger, grouped by model, has
          all.
        </p>
      )}
    </Section>
  )
}
