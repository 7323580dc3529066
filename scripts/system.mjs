import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'

/** What the tests need of the system: how it is found, and the Debian packages that bring it. */
const needs = [
  { name: 'Dovecot (IMAP)', paths: ['/usr/lib/dovecot/imap'], packages: ['dovecot-core', 'dovecot-imapd'] },
  { name: 'Dovecot (POP3)', paths: ['/usr/lib/dovecot/pop3'], packages: ['dovecot-pop3d'] },
  { name: 'Dovecot (LMTP)', paths: ['/usr/lib/dovecot/lmtp'], packages: ['dovecot-lmtpd'] },
  { name: 'Chromium', paths: ['/usr/bin/chromium'], packages: ['chromium'] },
  { name: 'PostgreSQL', paths: ['/usr/lib/postgresql'], packages: ['postgresql'] },
  { name: 'PgBouncer', paths: ['/usr/sbin/pgbouncer'], packages: ['pgbouncer'] },
  { name: 'OpenSSL', paths: ['/usr/bin/openssl'], packages: ['openssl'] }
]

/** Chromium without a window of its own saves a fifth of the time; not every system has a package of it. */
const quicker = { paths: ['/usr/bin/chromium-headless-shell'], packages: ['chromium-headless-shell'] }

const isThere = ({ paths }) =>
  paths.some(
    (path) => existsSync(path) && (path.endsWith('postgresql') ? readdirSync(path).length > 0 : true)
  )

/** Installs what is missing where it may (root on Debian); else says in one line what to type. @returns true when all is there */
export function provideSystem() {
  const missing = needs.filter((need) => !isThere(need))
  const debian = existsSync('/usr/bin/apt-get')
  const may = debian && process.getuid?.() === 0
  const packages = missing.flatMap((need) => need.packages)
  const command = debian
    ? `sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`
    : "install them with your system's package manager"
  const namesOf = (list) => list.map((need) => need.name).join(', ')
  if (may && (missing.length > 0 || !isThere(quicker))) {
    if (missing.length > 0) console.log(`Installing ${namesOf(missing)} …`)
    install(missing.length > 0 ? packages : [], quicker.packages)
  }
  const still = needs.filter((need) => !isThere(need))
  if (still.length > 0) console.error(`The tests need ${namesOf(still)}. Type: ${command}`)
  return still.length === 0
}

/** One after the other: a package that is not to be had keeps no other away. */
function install(...lists) {
  // keeps the services of these packages from starting: the tests run servers of their own
  const policy = '/usr/sbin/policy-rc.d'
  const mine = !existsSync(policy)
  if (mine) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const run = (...args) => spawnSync('apt-get', args, { env, encoding: 'utf8', timeout: 10 * 60_000 })
    run('update', '-qq')
    for (const packages of lists.filter((list) => list.length > 0)) {
      const result = run('install', '-y', '-qq', '--no-install-recommends', ...packages)
      if (result.status !== 0) console.error(result.stderr.slice(-2000))
    }
  } finally {
    if (mine) rmSync(policy, { force: true })
  }
}
