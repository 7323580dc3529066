import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseXml } from '@rgrove/parse-xml'
import { afterAll, describe, expect, it } from 'vitest'
import { readAsar } from './asar.ts'
import { desktopFaults } from './deb.ts'
import { icnsOf, icoOf } from './icon-files.ts'
import { readFpm } from './pack.ts'
import { differences, faultsOf, needed, runningPackages } from './packed.ts'
import { fuseNames, makeStandIn, readFuses, wrongFuses } from './stand-in.ts'
import { check, failed, tableOf } from './table.ts'

/** The checks of `npm run dist:check` are tests: here they fail where they should. */
const folder = mkdtempSync(join(tmpdir(), 'salesinbox-checks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const root = join(import.meta.dirname, '../..')
const file = (path: string, text = '') => ({ path, bytes: Buffer.from(text) })

describe('the list of packed files', () => {
  const allowed = {
    packages: ['node_modules/pg', 'node_modules/@scope/one'],
    resources: needed.filter((path) => path.startsWith('resources/')),
    most: 1000
  }
  const good = [
    ...needed
      .filter((path) => path !== 'dist/electron/main.js')
      .map((path) => file(path, path === 'package.json' ? '{"name":"salesinbox"}' : '')),
    file(
      'dist/electron/main.js',
      'import { a } from "./core-1a.js"; new URL("./imap-worker.js", import.meta.url)'
    ),
    file('dist/electron/core-1a.js', 'await import("./late-2b.js")'),
    file('dist/electron/late-2b.js'),
    file('dist/electron/imap-worker.js'),
    file('dist/renderer/assets/index-BnDfQH2s.js'),
    file('node_modules/pg/index.js'),
    file('node_modules/@scope/one/index.js')
  ]
  const without = (path: string) => good.filter((one) => one.path !== path)

  it('finds nothing wrong with what runs', () => expect(faultsOf(good, allowed)).toEqual([]))
  it('finds a missing preload', () =>
    expect(faultsOf(without('dist/electron/preload.cjs'), allowed)).toContain(
      'dist/electron/preload.cjs is missing'
    ))
  it.each(['dist/electron/late-2b.js', 'dist/electron/imap-worker.js'])(
    'finds that %s is imported, and missing',
    (path) => expect(faultsOf(without(path), allowed)).toEqual([`${path} is missing, and is imported`])
  )
  it.each([
    'dist/electron/browser.js',
    'dist/licences.txt',
    'dist/renderer/assets/index.js.map',
    'resources/notes.txt',
    'node_modules/react/index.js',
    'node_modules/pg/test/a.js',
    'node_modules/pg/index.d.ts',
    'node_modules/pg/build/native.node',
    'node_modules/pg/server.key',
    '.env',
    'docs/README.md'
  ])('finds that %s is a file too many', (path) => {
    const faults = faultsOf([...good, file(path)], allowed)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(path)
  })
  it('finds an archive that is too large, and a manifest of developers', () => {
    expect(faultsOf([...good, file('node_modules/pg/a.js', 'x'.repeat(1000))], allowed)).toHaveLength(1)
    const manifest = file('package.json', '{"devDependencies":{}}')
    expect(faultsOf([...without('package.json'), manifest], allowed)).toHaveLength(1)
  })
  it('takes packages from the lockfile that are no tools', () =>
    expect(
      runningPackages({
        packages: {
          '': {},
          'node_modules/pg': {},
          'node_modules/vite': { dev: true },
          'node_modules/a/node_modules/b': {}
        }
      })
    ).toEqual(['node_modules/pg', 'node_modules/a/node_modules/b']))
  it('tells two builds apart by path and content', () => {
    const one = [
      { path: 'a', sha256: '1' },
      { path: 'b', sha256: '2' }
    ]
    expect(differences(one, one, [])).toEqual([])
    const other = [
      { path: 'a', sha256: '9' },
      { path: 'c', sha256: '2' }
    ]
    expect(differences(one, other, [])).toEqual(['a', 'c', 'b'])
    expect(differences(one, other, [/^[ac]$/])).toEqual(['b'])
  })
})

describe('the archive', () => {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
  const archive = (name: string, content: string, entry: object): string => {
    const header = JSON.stringify({ files: { a: { files: { 'b.js': entry } } } })
    const padded = Buffer.from(header.padEnd(Math.ceil(header.length / 4) * 4, ' '))
    const head = Buffer.alloc(16)
    head.writeUInt32LE(4, 0)
    head.writeUInt32LE(padded.length + 8, 4)
    head.writeUInt32LE(padded.length + 4, 8)
    head.writeUInt32LE(padded.length, 12)
    const path = join(folder, name)
    writeFileSync(path, Buffer.concat([head, padded, Buffer.from(content)]))
    return path
  }
  const entry = (text: string) => ({
    size: text.length,
    offset: '0',
    integrity: {
      algorithm: 'SHA256',
      hash: hash(text),
      blockSize: 4,
      blocks: [hash(text.slice(0, 4)), hash(text.slice(4))]
    }
  })
  it('is read with its hashes', () => {
    const { files, faults } = readAsar(archive('good.asar', 'let a', entry('let a')))
    expect(files).toEqual([{ path: 'a/b.js', bytes: Buffer.from('let a'), sha256: hash('let a') }])
    expect(faults).toEqual([])
  })
  it('is found out when a byte was changed, or when something lies beside it', () => {
    expect(readAsar(archive('bad.asar', 'let b', entry('let a'))).faults).toEqual([
      "a/b.js is not what the header's integrity says"
    ])
    expect(readAsar(archive('none.asar', 'let a', { size: 5, offset: '0' })).faults).toHaveLength(1)
    expect(readAsar(archive('out.asar', '', { size: 5, unpacked: true })).faults).toEqual([
      'a/b.js lies beside the archive'
    ])
  })
})

describe('fuses', () => {
  it('are read from a binary, and every one that stands wrong is named', () => {
    makeStandIn(join(folder, 'electron'))
    const binary = readFileSync(join(folder, 'electron/electron'))
    expect(wrongFuses(readFuses(binary))).toHaveLength(fuseNames.length)
    // a 0 becomes a 1 and a 1 a 0
    for (let at = binary.length - fuseNames.length; at < binary.length; at++) binary[at]! ^= 1
    expect(wrongFuses(readFuses(binary))).toEqual([])
    expect(() => readFuses(Buffer.from('no electron'))).toThrow('no fuse wire')
  })
})

describe('the desktop file', () => {
  const good = `[Desktop Entry]
Name=SalesInbox
Exec=/opt/SalesInbox/salesinbox %U
Terminal=false
Type=Application
Icon=salesinbox
StartupWMClass=salesinbox
MimeType=message/rfc822;x-scheme-handler/mailto;x-scheme-handler/salesinbox;
Categories=Network;Email;
`
  const faults = (text: string): string[] => {
    writeFileSync(join(folder, 'a.desktop'), text)
    return desktopFaults(join(folder, 'a.desktop'))
  }
  const validator = existsSync('/usr/bin/desktop-file-validate')
  // it is a Debian package that dist:check brings
  it.skipIf(!validator)('is valid, and found broken by its validator', () => {
    expect(faults(good)).toEqual([])
    expect(faults(good.replace('Type=Application\n', '')).join()).toContain('Type')
    expect(faults(good.replace('Categories=', 'Categorys=')).join()).toContain('Categorys')
  })
  it.each([
    [' %U', '', 'Exec hands no address'],
    ['x-scheme-handler/mailto;', '', 'MimeType has not x-scheme-handler/mailto'],
    ['message/rfc822;', 'message/rfc822;message/rfc822;', 'MimeType has not message/rfc822'],
    ['Icon=salesinbox', 'Icon=other', 'Icon'],
    ['StartupWMClass=salesinbox', '', 'StartupWMClass']
  ])('without %s is found', (from, to, fault) =>
    expect(faults(good.replace(from, to)).join()).toContain(fault)
  )
})

describe('what is told to fpm', () => {
  it('is read as options and places, as electron-builder tells it', () =>
    expect(
      readFpm([
        '--name',
        'salesinbox',
        '--description',
        ' a=b\n --c',
        '/tmp/x/=/opt/SalesInbox',
        'a.svg=/usr/a.svg'
      ])
    ).toEqual({
      options: { name: ['salesinbox'], description: [' a=b\n --c'] },
      files: [
        { from: '/tmp/x/', to: '/opt/SalesInbox' },
        { from: 'a.svg', to: '/usr/a.svg' }
      ]
    }))
  it('is refused where it is not understood', () => expect(() => readFpm(['-d'])).toThrow('-d'))
})

describe('icon files', () => {
  const pixels = new Uint8Array(2 * 2 * 4).map((_, i) => i)
  it('are an .ico of bitmaps from the bottom up, with a PNG for 256', () => {
    const png = Buffer.from('png')
    const ico = icoOf([
      { size: 2, pixels, png },
      { size: 256, pixels, png }
    ])
    expect([...ico.subarray(0, 6)]).toEqual([0, 0, 1, 0, 2, 0])
    const bitmap = ico.subarray(ico.readUInt32LE(18), ico.readUInt32LE(18) + ico.readUInt32LE(14))
    // the lower left pixel first: BGRA
    expect([...bitmap.subarray(40, 44)]).toEqual([10, 9, 8, 11])
    expect([ico[22], ico.subarray(ico.readUInt32LE(34)).toString()]).toEqual([0, 'png'])
  })
  it('are an .icns whose lengths add up', () => {
    const icns = icnsOf([{ type: 'ic07', png: Buffer.from('abc') }])
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4), icns.length]).toEqual(['icns', 19, 19])
    expect([icns.toString('latin1', 8, 12), icns.readUInt32BE(12)]).toEqual(['ic07', 11])
  })
})

describe('the papers of the packages', () => {
  /** @throws where it is not well-formed */
  const xml = (path: string): string => {
    const text = readFileSync(join(root, path), 'utf8')
    parseXml(text)
    return text
  }
  it('the hardened runtime is loosened for V8 alone', () => {
    for (const name of ['entitlements.plist', 'entitlements.inherit.plist'])
      expect([...xml(`packaging/mac/${name}`).matchAll(/<key>(.*)<\/key>/g)].map(([, key]) => key)).toEqual([
        'com.apple.security.cs.allow-jit'
      ])
  })
  it('AppStream tells of this version, and of the same desktop file as package.json', () => {
    const { version, desktopName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      string,
      string
    >
    const text = xml('packaging/linux/app.salesinbox.salesinbox.metainfo.xml')
    expect(/<release version="([^"]+)"/.exec(text)?.[1]).toBe(version)
    expect(/<launchable type="desktop-id">(.*)</.exec(text)?.[1]).toBe(desktopName)
  })
})

describe('the table', () => {
  it('counts what is wrong and what was thrown, and not what cannot be shown', async () => {
    const checks = [
      await check('good', () => ({ ok: 'fine' })),
      await check('bad', () => ({ wrong: ['one', 'two'] })),
      await check('thrown', () => Promise.reject(new Error('broke'))),
      await check('elsewhere', () => ({ notHere: 'apt' }))
    ]
    expect(failed(checks)).toBe(2)
    expect(tableOf(checks).map((line) => line.trim().replace(/\s+/g, ' '))).toEqual([
      'good ok fine',
      'bad FAILED one',
      'two',
      'thrown FAILED broke',
      'elsewhere not here apt'
    ])
  })
})
