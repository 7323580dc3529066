import type { Phone } from '../../../shared/contract/records.ts'
import { values } from '../../../shared/contract/records.ts'
import type { ImportKind, RecordDraft } from '../../../shared/contract/workspace.ts'
import { AppError } from '../../../shared/errors.ts'
import { isAddress, normalAddress } from '../../../shared/context/address.ts'
import { isPublicDomain } from '../../../shared/context/public-domains.ts'
import { checked, domainsOf } from '../write.ts'
import type { Known } from './known.ts'
import { amountOf, CellError, dayOf, type DayOrder } from './values.ts'

/** The cells of one row by their field; '' where there is none. */
export type Cells = (field: string) => string

/**
 * A row as a record. A company that nobody knows yet comes back as `newAccount`: the account is made first.
 * Throws CellError with what is wrong with which cell.
 */
export function draftOfRow(
  kind: ImportKind,
  cell: Cells,
  known: Known,
  order: DayOrder
): { draft: RecordDraft; newAccount: string } {
  const owner = ownerOf(cell, known)
  const accountName = kind === 'contact' || kind === 'deal' ? cell('account') : ''
  const account = accountName === '' ? null : (known.accountByName(accountName) ?? null)
  const raw = {
    ...common(kind, cell),
    owner,
    account,
    ...(kind === 'deal' ? dealOf(cell, known, order) : {})
  }
  const read = values[kind].safeParse(raw)
  if (!read.success) {
    const field = String(read.error.issues[0]?.path[0] ?? '')
    const reason = read.error.issues[0]?.code === 'too_big' ? 'tooLong' : 'invalid'
    throw new CellError(field === 'name' && reason !== 'tooLong' ? 'noName' : reason, field, cell(field))
  }
  const draft = check({ kind, values: read.data } as RecordDraft)
  return { draft, newAccount: account === null ? accountName : '' }
}

function check(draft: RecordDraft): RecordDraft {
  try {
    return checked(draft)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const field = String(error.params.field)
    const value = String(error.params.value)
    throw new CellError(field === 'domains' ? 'badDomain' : 'invalid', field, value)
  }
}

function common(kind: ImportKind, cell: Cells) {
  const notes = cell('notes')
  if (kind === 'account') {
    return {
      name: cell('name'),
      domains: accountDomains(cell),
      website: cell('website'),
      phone: cell('phone'),
      city: cell('city'),
      notes
    }
  }
  if (kind === 'deal') return { name: cell('name'), notes }
  const addresses = ['address', 'address2', 'address3'].flatMap((field) => addressesOf(field, cell))
  const name =
    cell('name') || [cell('firstName'), cell('lastName')].filter(Boolean).join(' ') || (addresses[0] ?? '')
  return {
    name,
    title: cell('title'),
    company: cell('company'),
    source: cell('source'),
    status: cell('status'),
    city: cell('city'),
    addresses,
    phones: phonesOf(cell),
    notes
  }
}

/** One cell may hold several addresses. */
function addressesOf(field: string, cell: Cells): string[] {
  const found = cell(field)
    .split(/[\s;,]+/)
    .filter(Boolean)
  if (!found.every((one) => isAddress(normalAddress(one))))
    throw new CellError('badAddress', field, cell(field))
  return found
}

function phonesOf(cell: Cells): Phone[] {
  const phones: Phone[] = [
    { kind: 'work', number: cell('phone') },
    { kind: 'mobile', number: cell('mobile') }
  ]
  return phones.filter(({ number }) => number !== '')
}

/** Where no domain is given, the website's is the account's, unless it is a mail service's or no name at all. */
function accountDomains(cell: Cells): string[] {
  const given = cell('domain')
    .split(/[\s;,]+/)
    .filter(Boolean)
  if (given.length > 0 || cell('website') === '') return given
  try {
    return domainsOf([cell('website')]).filter((domain) => !isPublicDomain(domain))
  } catch {
    return []
  }
}

function ownerOf(cell: Cells, known: Known): string | null {
  const said = cell('owner')
  if (said === '') return null
  const owner = known.user(said)
  if (owner === undefined) throw new CellError('unknownOwner', 'owner', said)
  return owner
}

function dealOf(cell: Cells, known: Known, order: DayOrder) {
  const saidStage = cell('stage')
  const stage = saidStage === '' ? known.firstStage : known.stage(saidStage)
  if (stage === undefined) throw new CellError('unknownStage', 'stage', saidStage)
  const saidContact = cell('contact')
  const contact = saidContact === '' ? null : known.contact(saidContact)
  if (contact === undefined) throw new CellError('unknownContact', 'contact', saidContact)
  const currency = cell('currency').toUpperCase() || known.currency
  if (!/^[A-Z]{3}$/.test(currency)) throw new CellError('badCurrency', 'currency', currency)
  return {
    stage,
    currency,
    amount: amountOf(cell('amount')),
    closing: dayOf(cell('closing'), order),
    contacts: contact === null ? [] : [{ contact, role: cell('role') }]
  }
}
