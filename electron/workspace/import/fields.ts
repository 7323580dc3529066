import type { ImportKind } from '../../../shared/contract/workspace.ts'
import { fold } from '../text.ts'

interface Field {
  key: string
  required?: true
  /** How headings of other programs call it, folded, besides the key itself. English, German, French, Spanish. */
  headings: readonly string[]
}

const name: Field = {
  key: 'name',
  headings: [
    'full name',
    'display name',
    'contact name',
    'lead name',
    'nombre completo',
    'nom complet',
    'anzeigename'
  ]
}
const first: Field = {
  key: 'firstName',
  headings: ['first name', 'given name', 'vorname', 'prenom', 'nombre']
}
const last: Field = {
  key: 'lastName',
  headings: [
    'last name',
    'family name',
    'surname',
    'nachname',
    'familienname',
    'nom',
    'nom de famille',
    'apellido',
    'apellidos'
  ]
}
const title: Field = {
  key: 'title',
  headings: ['job title', 'position', 'role', 'titel', 'funktion', 'poste', 'fonction', 'cargo', 'puesto']
}
const address: Field = {
  key: 'address',
  headings: [
    'email',
    'e-mail',
    'mail',
    'email address',
    'e-mail address',
    'e-mail-adresse',
    'email 1',
    'e-mail 1 - value',
    'primary email',
    'courriel',
    'adresse e-mail',
    'correo',
    'correo electronico'
  ]
}
const address2: Field = {
  key: 'address2',
  headings: [
    'secondary email',
    'second email',
    'email 2',
    'e-mail 2',
    'e-mail 2 address',
    'e-mail 2 - value',
    'other email',
    'alternate email',
    'zweite e-mail'
  ]
}
const address3: Field = {
  key: 'address3',
  headings: ['email 3', 'e-mail 3', 'e-mail 3 address', 'e-mail 3 - value']
}
const phone: Field = {
  key: 'phone',
  headings: [
    'phone number',
    'business phone',
    'work phone',
    'telephone',
    'tel',
    'telefon',
    'phone 1 - value',
    'telefono'
  ]
}
const mobile: Field = {
  key: 'mobile',
  headings: ['mobile phone', 'cell', 'cell phone', 'mobil', 'handy', 'movil', 'portable']
}
const company = [
  'company',
  'company name',
  'account name',
  'organization',
  'organisation',
  'firma',
  'unternehmen',
  'entreprise',
  'societe',
  'empresa'
]
const city: Field = {
  key: 'city',
  headings: ['town', 'mailing city', 'business city', 'ort', 'stadt', 'ville', 'ciudad']
}
const owner: Field = {
  key: 'owner',
  headings: [
    'record owner',
    'contact owner',
    'lead owner',
    'deal owner',
    'account owner',
    'verantwortlich',
    'besitzer'
  ]
}
const notes: Field = {
  key: 'notes',
  headings: ['note', 'description', 'comment', 'comments', 'notizen', 'beschreibung', 'remarques', 'notas']
}

export const fields: Record<ImportKind, readonly Field[]> = {
  user: [name, first, last, title, address, address2, address3, phone, mobile],
  lead: [
    name,
    first,
    last,
    { key: 'company', headings: company },
    title,
    address,
    address2,
    address3,
    phone,
    mobile,
    { key: 'source', headings: ['lead source', 'quelle', 'origen'] },
    { key: 'status', headings: ['lead status', 'estado', 'statut'] },
    city,
    owner,
    notes
  ],
  contact: [
    name,
    first,
    last,
    title,
    { key: 'account', headings: company },
    address,
    address2,
    address3,
    phone,
    mobile,
    city,
    owner,
    notes
  ],
  account: [
    { ...name, required: true, headings: [...company, 'account'] },
    { key: 'domain', headings: ['domains', 'email domain', 'domain name', 'domane'] },
    { key: 'website', headings: ['web', 'url', 'web page', 'homepage', 'webseite', 'site web', 'sitio web'] },
    phone,
    city,
    owner,
    notes
  ],
  deal: [
    { ...name, required: true, headings: ['deal name', 'opportunity name', 'opportunity', 'deal', 'titel'] },
    { key: 'account', headings: company },
    { key: 'stage', headings: ['deal stage', 'sales stage', 'phase', 'etape', 'etapa'] },
    { key: 'amount', headings: ['value', 'deal value', 'betrag', 'wert', 'montant', 'importe', 'valor'] },
    { key: 'currency', headings: ['wahrung', 'devise', 'moneda'] },
    {
      key: 'closing',
      headings: [
        'closing date',
        'close date',
        'expected close date',
        'abschlussdatum',
        'date de cloture',
        'fecha de cierre'
      ]
    },
    {
      key: 'contact',
      headings: ['contact email', 'email', 'e-mail', 'primary contact', 'contact name', 'kontakt']
    },
    { key: 'role', headings: ['contact role', 'rolle'] },
    owner,
    notes
  ]
}

/** For each column the field that its heading means; no field is given twice. */
export function guessMapping(kind: ImportKind, headings: readonly string[]): (string | null)[] {
  const taken = new Set<string>()
  return headings.map((heading) => {
    const said = plain(heading)
    const field = fields[kind].find(
      ({ key, headings: known }) =>
        !taken.has(key) && (plain(key) === said || known.some((one) => plain(one) === said))
    )
    if (field) taken.add(field.key)
    return field?.key ?? null
  })
}

/** 'E-mail Address', 'email_address' and 'EmailAddress' are one heading. */
function plain(heading: string): string {
  return fold(heading).replace(/[^\p{L}\p{N}]+/gu, '')
}
