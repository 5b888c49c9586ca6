import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Inspector, test } from './app'

const enginePid = ({ app }: Inspector): Promise<number | undefined> =>
  app.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === 'Lash Inspector engine')?.pid
  )

test('what a killed engine has copied is removed by the next one, and what a living one reads stays', async ({
  launch,
  store
}) => {
  const temp = await mkdtemp(join(tmpdir(), 'inspector-e2e-'))
  const copies = async () => (await readdir(temp)).filter((name) => name.startsWith('lash-inspector-copy-'))
  const living = await launch({ paths: [store('a1/wal-pending')], temp })
  await expect(living.page.getByRole('contentinfo')).toContainText('on path')
  const kept = await copies()
  expect(kept).toHaveLength(1)

  const killed = await launch({ paths: [store('a1/wal-pending')], temp })
  await expect(killed.page.getByRole('contentinfo')).toContainText('on path')
  const pid = await enginePid(killed)
  const left = (await copies()).filter((name) => name.includes(`-${pid}-`))
  expect(left).toHaveLength(1)

  process.kill(pid ?? 0, 'SIGKILL')
  await expect.poll(copies).not.toContain(left[0])
  expect(await copies()).toContain(kept[0])
  await living.page.getByRole('tree', { name: 'Session graph' }).focus()
  await living.page.keyboard.press('Home')
  await expect(living.page.getByRole('region', { name: 'Inspector' })).toBeVisible()
  await rm(temp, { recursive: true, force: true })
})
