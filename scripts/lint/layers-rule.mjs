import { readdirSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/** Folders of the renderer that are not features. A new folder is a feature until it is listed here. */
const foundation = ['app', 'cache', 'keeper', 'ui', 'words', 'mail-html']
/** Folders of electron/ that are a shell's or what shells lend, not services. */
const shells = ['host', 'browser', 'window']
/** Folders of electron/ that every service may use: they know no service. */
const foundations = ['electron/mime', 'electron/wire']
/** Where the `electron` module itself may be imported. */
const ofElectron = ['electron/main.ts', 'electron/preload.ts', 'electron/host/electron.ts']

const isTest = (file) => /(\.(test|spec)|\/testing)\.[cm]?tsx?$/.test(file)
const within = (file, ...places) => places.some((place) => file === place || file.startsWith(`${place}/`))

/**
 * What is wrong with one import, in words that say what is allowed; null: nothing.
 * @param {string} from path of the importing file, from the project's root, with slashes
 * @param {string} to the same of the imported file, or the name of a package
 * @param {{typeOnly: boolean, folders: {renderer: string[], electron: string[]}}} facts
 */
export function misplaced(from, to, { typeOnly, folders }) {
  if (isTest(from)) return null
  const [side, folder, ...rest] = from.split('/')
  const bare = !/^(electron|renderer|shared|resources|tests|scripts)(\/|$)/.test(to) || to === 'electron'
  if (to === 'electron' && !typeOnly && !ofElectron.includes(from)) {
    return 'Only electron/main.ts, electron/preload.ts and electron/host/electron.ts import electron; elsewhere use `import type` or the Host.'
  }
  if (side === 'shared') {
    if (bare) return to.startsWith('node:') ? 'shared/ runs in the page too: no Node modules.' : null
    return within(to, 'shared', 'resources') ? null : 'shared/ imports shared/ and resources/ only.'
  }
  if (side === 'renderer') {
    if (bare) return to.startsWith('node:') ? 'The page has no Node: ask main through the bridge.' : null
    if (within(to, 'shared', 'resources')) return null
    if (!to.startsWith('renderer/'))
      return 'renderer/ imports renderer/ and shared/; it reaches main through renderer/bridge.ts.'
    return inRenderer(from, folder, rest, to, folders.renderer)
  }
  if (side === 'electron') {
    if (bare || within(to, 'shared', 'resources')) return null
    if (!to.startsWith('electron/')) return 'electron/ imports electron/ and shared/ only.'
    return inElectron(from, folder, rest, to, folders.electron, typeOnly)
  }
  return null
}

function inRenderer(from, folder, rest, to, all) {
  const bridge = [
    'renderer/bridge.ts',
    'renderer/bridge-context.ts',
    'renderer/bridge-answer.ts',
    'renderer/bridge-policy.ts'
  ]
  const own = `renderer/${folder}`
  // files beside the folders start the page
  if (rest.length === 0) return null
  if (within(to, own, ...bridge)) return null
  switch (folder) {
    case 'words':
      return 'renderer/words/ imports words/ and shared/ only.'
    case 'ui':
      return within(to, 'renderer/words')
        ? null
        : 'renderer/ui/ imports ui/, words/ and shared/ only: it knows no feature and no data.'
    case 'mail-html':
      return within(to, 'renderer/words', 'renderer/ui')
        ? null
        : 'renderer/mail-html/ imports ui/, words/ and shared/ only.'
    case 'cache':
      return 'renderer/cache/ imports cache/, the bridge and shared/ only.'
    case 'keeper':
      return within(to, 'renderer/cache')
        ? null
        : 'The keeper has no face: it imports keeper/, cache/, the bridge and shared/ only.'
    case 'app':
      return null
    default: {
      if (within(to, 'renderer/cache', 'renderer/ui', 'renderer/words', 'renderer/mail-html')) return null
      if (/^renderer\/app\/(commands|command-ids)\.ts$/.test(to)) return null
      const other = to.split('/')[1] ?? ''
      const feature = all.includes(other) && !foundation.includes(other)
      return feature
        ? `A feature never imports another (${other}): ask it by a command (app/commands.ts).`
        : 'A feature imports cache/, ui/, words/, the bridge, app/commands.ts and shared/ only.'
    }
  }
}

function inElectron(from, folder, rest, to, all, typeOnly) {
  if (rest.length === 0) {
    if (from === 'electron/core.ts' || from === 'electron/main.ts' || from === 'electron/browser.ts')
      return null
    const other = to.split('/')[1] ?? ''
    return all.includes(other) && !shells.includes(other) && !typeOnly
      ? 'Only electron/core.ts knows the services.'
      : null
  }
  const own = `electron/${folder}`
  const common = [
    'electron/host/host.ts',
    'electron/host/links.ts',
    'electron/log.ts',
    'electron/worker-file.ts'
  ]
  if (within(to, own, ...common, ...foundations)) return null
  // both workers answer main's same calls
  if ((folder === 'pop3' || folder === 'wire') && to === 'electron/imap/protocol.ts' && typeOnly) return null
  if (shells.includes(folder)) {
    const other = to.split('/')[1] ?? ''
    return all.includes(other) && !shells.includes(other) && !typeOnly
      ? 'A shell meets the services through electron/core.ts only.'
      : null
  }
  const imapOfSync = folder === 'sync' && within(to, 'electron/imap', 'electron/pop3')
  return imapOfSync
    ? null
    : 'A service imports its own folder, host/host.ts, mime/, wire/ and shared/ only: core.ts hands it what it needs of others.'
}

const foldersIn = (path) =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

const layers = {
  meta: { type: 'problem', docs: { description: 'Imports cross the layers one way only' }, schema: [] },
  create(context) {
    const root = resolve(import.meta.dirname, '../..')
    const from = relative(root, context.filename).split(sep).join('/')
    if (!/^(electron|renderer|shared)\//.test(from)) return {}
    const folders = {
      renderer: foldersIn(join(root, 'renderer')),
      electron: foldersIn(join(root, 'electron'))
    }
    function check(node, typeOnly) {
      const given = node?.value
      if (typeof given !== 'string') return
      const to = given.startsWith('.')
        ? relative(root, resolve(dirname(context.filename), given))
            .split(sep)
            .join('/')
        : given
      const message = misplaced(from, to, { typeOnly, folders })
      if (message) context.report({ node, message })
    }
    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => node.source && check(node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
      TSImportType: (node) => check(node.source ?? node.argument?.literal ?? node.argument, true)
    }
  }
}

export default { meta: { name: 'salesinbox' }, rules: { layers } }
