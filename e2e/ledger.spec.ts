import { fixture, readFixtureFile } from '../src/main/testing/fixtures'
import { expect, test } from './app'

test('the ledger adds up to the usage report, and a line leads to its stored rows', async ({
  launch,
  store
}) => {
  const name = 'a1-runtime/coding-chat'
  const usage = reportedUsage(readFixtureFile(fixture(name), 'core.json'))
  const { page } = await launch({ paths: [store(name)] })
  const ledger = page.getByRole('region', { name: 'Ledger', exact: true })
  await ledger.getByRole('button', { name: 'Ledger' }).click()
  const total = ledger.getByRole('row', { name: 'Usage report' })
  await expect(total).toContainText(`${usage.total_tokens?.toLocaleString('en-US')} total`)
  await expect(total).toContainText(usage.input_tokens?.toLocaleString('en-US') ?? 'no figure')
  await expect(total).toContainText(usage.cached_input_tokens?.toLocaleString('en-US') ?? 'no figure')
  await ledger.getByRole('button', { name: 'turn', exact: true }).click()
  await expect(ledger.getByText('seq 1', { exact: true })).toBeVisible()
  await expect(ledger.getByText(/stored rows?$/)).toBeVisible()
})

test('rows that repeat an agent are named mirror rows and stay out of the own sum', async ({ launch }) => {
  const { page } = await launch()
  const ledger = page.getByRole('region', { name: 'Ledger', exact: true })
  await ledger.getByRole('button', { name: 'Ledger' }).click()
  await expect(ledger.getByText('mirror row', { exact: true }).first()).toBeVisible()
  await expect(ledger.getByRole('row', { name: 'Own rows' })).toContainText('without mirror rows')
})

function reportedUsage(core: string): Readonly<Record<string, number>> {
  const stores = JSON.parse(core) as Record<
    string,
    { sessions: Record<string, { usage: { usage: Record<string, number> } }> }
  >
  const [session] = Object.values(stores['store.db']?.sessions ?? {})
  return session?.usage.usage ?? {}
}
