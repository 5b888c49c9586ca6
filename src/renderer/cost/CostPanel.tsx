import './cost.css'
import { unpricedModels } from '@shared/domain/usage/sums'
import { NOT_IN_STORE_WORDS } from '@shared/domain/usage/words'
import type { UsageReviewAnswer } from '@shared/ipc/usage'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { costState, reviewResource } from '../state/cost'
import { familyMembers } from '../state/family'
import { isStoreOpen, openStoreState } from '../state/open-store'
import { Loaded, Section } from '../ui/Panel'
import { AddsUp } from './AddsUp'
import { CompareSection } from './CompareSection'
import { ContextSection } from './ContextSection'
import { FamilyFigure } from './FamilyFigure'
import { NoPrice } from './NoPrice'
import { PricesSection } from './PricesSection'
import { SessionTable } from './SessionTable'
import { ShareChart } from './ShareChart'
import { WorkSection } from './WorkSection'

/** What the session or its family cost, where, and what cannot be known of it. */
export function CostPanel() {
  const open = useStore(openStoreState, isStoreOpen)
  const review = useStore(reviewResource.state)
  useEffect(reviewResource.load)
  if (!open) return <p className="inspector-empty quiet">Nothing is open.</p>
  return (
    <div className="inspector cost-panel">
      <Loaded resource={review}>{(answer) => <ReviewedCost answer={answer} />}</Loaded>
    </div>
  )
}

function ReviewedCost({ answer }: { readonly answer: UsageReviewAnswer }) {
  const { review } = answer
  const members = useMemo(() => familyMembers(answer), [answer])
  const unpriced = useMemo(() => unpricedModels(review.rows), [review])
  const by = useStore(costState, ({ shares }) => shares)
  return (
    <>
      <FamilyFigure answer={answer} members={members} unpriced={unpriced.length} />
      {members.length > 1 && <SessionTable answer={answer} members={members} />}
      <AddsUp answer={answer} members={members} />
      {review.rows.length > 0 && <ShareChart answer={answer} members={members} by={by} />}
      {unpriced.length > 0 && <NoPrice models={unpriced} />}
      <PricesSection answer={answer} />
      <WorkSection />
      <ContextSection />
      <CompareSection />
      <Section title="Not in the store">
        <p className="small quiet">{review.notInStore.map((code) => NOT_IN_STORE_WORDS[code]).join('; ')}.</p>
      </Section>
    </>
  )
}
