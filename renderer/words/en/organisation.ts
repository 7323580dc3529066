import { plural } from '../plural.ts'

/** What the rep reads on the settings page of the organisation. */
export const organisation = {
  title: 'Organisation',
  text: 'What everybody who shares these records has in common.',
  name: 'Name',
  nameText: 'As your team knows it.',
  nameLabel: 'Name of the organisation',
  domains: 'Own domains',
  domainsText:
    'Everybody with an address at one of these is a colleague, and mail among you stands in Colleagues.',
  domainsNone: 'None yet. Without one only people in the CRM count as colleagues.',
  domainLabel: 'Domain',
  domainExample: 'company.com',
  domainAdd: 'Add domain',
  domainRemove: (domain: string) => `Remove ${domain}`,
  notDomain: (text: string) => `“${text}” is not a domain. Write it as company.com.`,
  publicDomain: (domain: string) =>
    `Anybody can have an address at ${domain}, so it cannot make people your colleagues. Use a domain that is yours alone.`,
  knownDomain: (domain: string) => `${domain} is in the list already.`,
  currency: 'Currency',
  currencyText: 'Of new deals. Deals keep the currency they have.',
  currencyLabel: 'Currency of new deals',
  currencyNone: 'No currency by that name',
  stages: 'Deal stages',
  stagesText: 'The way of a deal, first to last. A deal is open until it stands in a stage that ends it.',
  stageName: (name: string) => `Name of the stage ${name}`,
  stageNew: 'New stage',
  stageAdd: 'Add stage',
  stageUp: (name: string) => `Move ${name} up`,
  stageDown: (name: string) => `Move ${name} down`,
  stageRemove: (name: string) => `Remove ${name}`,
  stageNeeded: 'The last stage of its kind stays',
  stageUnnamed: 'A stage needs a name.',
  stageKnown: (name: string) => `There is a stage by the name ${name} already.`,
  outcomes: { open: 'Open', won: 'Won', lost: 'Lost' },
  deals: (count: number) => plural(count, 'deal', 'deals'),
  removeQuestion: (name: string) => `Remove the stage ${name}?`,
  removeText: (count: number, name: string) =>
    `${plural(count, 'deal stands', 'deals stand')} in ${name}. Choose where ${count === 1 ? 'it' : 'they'} shall stand from now on. This cannot be undone.`,
  removeTo: 'Move to',
  removeDo: (count: number) => `Move ${plural(count, 'deal', 'deals')} and remove`,
  loading: 'Reading the records',
  done: {
    name: 'Name saved',
    domainAdded: (domain: string) => `${domain} is an own domain`,
    domainRemoved: (domain: string) => `${domain} is no own domain any more`,
    currency: (code: string) => `New deals are in ${code}`,
    stageAdded: (name: string) => `Stage ${name} added`,
    stageRenamed: (name: string) => `Stage renamed to ${name}`,
    stageMoved: (name: string) => `${name} moved`,
    stageRemoved: (name: string) => `Stage ${name} removed`
  }
}
