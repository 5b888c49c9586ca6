import { isDay } from '@shared/domain/usage/day'
import type { UserPrices } from '@shared/domain/usage/user-prices'
import type { UsageReviewAnswer } from '@shared/ipc/usage'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { costState, priceAt, setPriceOf } from '../state/cost'
import { keepUserPrices, settingsState } from '../state/settings'
import { Button, Door } from '../ui/Controls'
import { Section } from '../ui/Panel'
import { isFreePrice, withoutModel } from './user-price'

/** Where prices come from: the table with its version, the day, and what the user has set. */
export function PricesSection({ answer }: { readonly answer: UsageReviewAnswer }) {
  const { table } = answer
  const pricesAt = useStore(costState, (state) => state.pricesAt)
  const userPrices = useStore(settingsState, (settings) => settings.userPrices)
  const sought = useStore(costState, (state) => state.seekingPrices)
  const words = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (!sought) return
    words.current?.closest('section')?.scrollIntoView()
    costState.setState({ seekingPrices: false })
  }, [sought])
  return (
    <Section title="Prices">
      <p ref={words} className="small quiet">
        <span className="mono">
          {table.package} {table.version}
        </span>
        , published {table.date}, kept with the app.{' '}
        {pricesAt === null
          ? 'Each row is priced as of the day its session was created, since a row has no time.'
          : `Every row is priced as of ${pricesAt}.`}
      </p>
      <div className="price-day small">
        <label>
          Prices of{' '}
          <input
            className="field small"
            type="date"
            value={pricesAt ?? ''}
            onChange={({ target }) => priceAt(isDay(target.value) ? target.value : null)}
          />
        </label>
        {pricesAt !== null && <Door onClick={() => priceAt(null)}>Each session’s own day</Door>}
      </div>
      <YourPrices userPrices={userPrices} />
    </Section>
  )
}

function YourPrices({ userPrices }: { readonly userPrices: UserPrices }) {
  const models = [...Object.keys(userPrices.prices), ...Object.keys(userPrices.aliases)]
  if (models.length === 0) return null
  return (
    <ul className="no-price" aria-label="Prices you have set">
      {[...new Set(models)].map((model) => (
        <li key={model}>
          <span className="no-price-model">
            <span className="mono cut" title={model} dir="auto">
              {model}
            </span>
            <span className="small quiet">{yourWords(userPrices, model)}</span>
          </span>
          <Button
            className="compact"
            aria-label={`Change the price of ${model}`}
            onClick={() => setPriceOf(model)}
          >
            Change…
          </Button>
          <Button
            className="compact"
            aria-label={`Remove the price of ${model}`}
            onClick={() => keepUserPrices(withoutModel(userPrices, model))}
          >
            Remove
          </Button>
        </li>
      ))}
    </ul>
  )
}

function yourWords({ prices, aliases }: UserPrices, model: string): string {
  const price = Object.hasOwn(prices, model) ? prices[model] : undefined
  if (price === undefined) return `yours: priced as ${aliases[model] ?? ''}`
  if (isFreePrice(price)) return 'yours: free or local, costs nothing'
  return `yours: $${price.input} in, $${price.output} out / M`
}
