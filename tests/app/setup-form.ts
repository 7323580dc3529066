import type { Page } from '@playwright/test'
import type { AccountDraft } from '../../shared/contract/accounts.ts'

/** Fills the form of "Other Mail" as a rep does; the click on Configure is left to the caller. */
export async function fillOtherMail(page: Page, draft: AccountDraft): Promise<void> {
  await page.getByRole('button', { name: 'Other Mail', exact: true }).click()
  await page.getByLabel('Display Name').fill(draft.displayName)
  await page.getByLabel('Email address/User Name').fill(draft.incoming.user)
  await page.getByLabel('Password', { exact: true }).fill(draft.password ?? '')
  if (draft.protocol === 'pop3') await page.getByRole('radio', { name: 'POP' }).check()
  const incoming = page.getByRole('group', { name: 'Incoming Server Details' })
  await incoming.getByLabel('Incoming server').fill(draft.incoming.host)
  if (draft.incoming.security === 'never') {
    await incoming.getByLabel('Use SSL').uncheck()
    await incoming.getByLabel('Send my password without encryption').check()
  }
  await incoming.getByLabel('Port').fill(String(draft.incoming.port))
  const outgoing = page.getByRole('group', { name: 'Outgoing Server Details' })
  await outgoing.getByLabel('Email Address').fill(draft.address)
  await outgoing.getByLabel('Outgoing Server').fill(draft.outgoing.host)
  await outgoing.getByRole('radio', { name: 'Never' }).check()
  await outgoing.getByLabel('Port').fill(String(draft.outgoing.port))
  await outgoing
    .getByRole('group', { name: 'Authentication Required' })
    .getByRole('radio', { name: draft.outgoing.authentication ? 'Yes' : 'No' })
    .check()
  await page
    .getByRole('group', { name: 'Sync emails from' })
    .getByRole('radio', { name: 'everything' in draft.period ? 'From the beginning' : 'Last 2 years' })
    .check()
}
