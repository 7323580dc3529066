/** A browser without a window: follows redirects, keeps cookies, fills the pages of tests/servers/oidc.ts. */

/** What it was shown last, and where. */
export interface Shown {
  url: string
  status: number
  headers: Headers
  text: string
}

/** Signs in as `user` and lets the program in; null: says no on the login page. Ends at the program's own page. */
export async function signInAs(user: string | null, page: string): Promise<Shown> {
  const jar = new Map<string, string>()

  async function go(to: string, form?: Record<string, string>): Promise<Shown> {
    let url = to
    let body = form && new URLSearchParams(form)
    for (let hops = 0; hops < 20; hops++) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(url, {
        method: body ? 'POST' : 'GET',
        headers: { cookie },
        redirect: 'manual',
        ...(body ? { body } : {})
      })
      for (const set of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
        jar.set(name, value)
      }
      const next = response.headers.get('location')
      if (!next)
        return { url, status: response.status, headers: response.headers, text: await response.text() }
      url = new URL(next, url).href
      body = undefined
    }
    throw new Error('Redirected without end')
  }

  const login = await go(page)
  if (!login.text.includes('name="login"')) return login
  if (user === null) return await go(`${login.url}/abort`)
  const consent = await go(login.url, { prompt: 'login', login: user, password: 'x' })
  return consent.text.includes('value="consent"') ? await go(consent.url, { prompt: 'consent' }) : consent
}
