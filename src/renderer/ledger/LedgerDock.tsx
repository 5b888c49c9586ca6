export const LedgerDock = () => <div className="ledger" />
