// Signs what the update server hands out: docs/releasing.md.
//   node scripts/sign-update.mjs make-keys --private FILE [--address URL]
//   node scripts/sign-update.mjs sign FOLDER [--staging PERCENT]
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'

const root = resolve(import.meta.dirname, '..')
const isFeed = (name) => /^(latest|beta|alpha)[\w-]*\.yml$/.test(name)

/** @returns {{ privateKey: string, publicKey: string }} PKCS #8 as PEM, and SPKI as base64 of its DER */
export function makeKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  }
}

/** @returns {string} SPKI as base64 of its DER */
export function publicOf(privateKey) {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
}

/**
 * The text of the file that lies beside a description.
 * @param {string} name of the description, which is signed with it: electron/update/feed.ts checks the same bytes
 * @param {Uint8Array} feed
 * @param {string} privateKey PEM
 */
export function signFeed(name, feed, privateKey) {
  const key = createPrivateKey(privateKey)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The key is not an Ed25519 key.')
  const message = Buffer.concat([Buffer.from(`salesinbox update 1\n${name}\n`), feed])
  return `${sign(null, message, key).toString('base64')}\n`
}

/** The files that a description names must lie beside it as it says: what is signed can be fetched. */
async function requireFiles(folder, name, feed) {
  const { parseUpdateInfo } = await import('electron-updater/out/providers/Provider.js')
  const { files } = parseUpdateInfo(feed.toString(), name, new URL('about:blank'))
  if (!files?.length) throw new Error(`${name} names no files.`)
  for (const { url, sha512, size } of files) {
    const path = join(folder, url)
    if (!existsSync(path)) throw new Error(`${name} names ${url}, which is not there.`)
    const bytes = readFileSync(path)
    const found = createHash('sha512').update(bytes).digest('base64')
    if (found !== sha512 || bytes.length !== size)
      throw new Error(`${url} is another file than ${name} describes.`)
  }
}

function staged(feed, percent) {
  if (percent === undefined) return feed
  if (!(Number(percent) >= 0 && Number(percent) <= 100))
    throw new Error('--staging takes a percentage, 0 to 100.')
  const lines = feed
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('stagingPercentage:'))
  return Buffer.from([...lines, `stagingPercentage: ${Number(percent)}`, ''].join('\n'))
}

/** Signs every description in a folder. @returns {Promise<string[]>} their names */
export async function signFolder(folder, privateKey, { keys, staging } = {}) {
  if (keys !== undefined && !keys.includes(publicOf(privateKey)))
    throw new Error(
      'The public part of this key is not in resources/update.json: no app would accept its signature.'
    )
  const names = readdirSync(folder).filter(isFeed)
  if (names.length === 0) throw new Error(`There is no latest*.yml in ${folder}.`)
  const signed = []
  for (const name of names) {
    const feed = staged(readFileSync(join(folder, name)), staging)
    await requireFiles(folder, name, feed)
    signed.push([name, feed], [`${name}.sig`, signFeed(name, feed, privateKey)])
  }
  for (const [name, bytes] of signed) {
    writeFileSync(join(folder, `${name}.new`), bytes)
    renameSync(join(folder, `${name}.new`), join(folder, name))
  }
  return names
}

function givenKey(env) {
  if (env.SALESINBOX_UPDATE_KEY) return env.SALESINBOX_UPDATE_KEY
  if (env.SALESINBOX_UPDATE_KEY_FILE) return readFileSync(env.SALESINBOX_UPDATE_KEY_FILE, 'utf8')
  throw new Error('Give the private key in SALESINBOX_UPDATE_KEY, or its file in SALESINBOX_UPDATE_KEY_FILE.')
}

async function run(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { private: { type: 'string' }, address: { type: 'string' }, staging: { type: 'string' } }
  })
  const sourceFile = join(root, 'resources', 'update.json')
  const source = JSON.parse(readFileSync(sourceFile, 'utf8'))
  const [command, folder] = positionals
  if (command === 'make-keys' && values.private) {
    const path = resolve(values.private)
    if (path.startsWith(root + sep)) throw new Error('Keep the private key outside of the project.')
    const { privateKey, publicKey } = makeKeys()
    writeFileSync(path, privateKey, { mode: 0o600, flag: 'wx' })
    const next = { address: values.address ?? source.address, keys: [...source.keys, publicKey] }
    writeFileSync(sourceFile, `${JSON.stringify(next, null, 2)}\n`)
    return `The private key is in ${path}. The public one was added to resources/update.json.`
  }
  if (command === 'sign' && folder) {
    const names = await signFolder(folder, givenKey(process.env), {
      keys: source.keys,
      staging: values.staging
    })
    return `Signed: ${names.join(', ')}`
  }
  throw new Error(
    'Usage: sign-update.mjs make-keys --private FILE [--address URL] | sign FOLDER [--staging PERCENT]'
  )
}

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) {
  try {
    console.log(await run(process.argv.slice(2)))
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
