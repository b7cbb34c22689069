/** What a delivery goes to, as far as limits and failures are shared: an origin for a web hook, else the channel. */

/** `https://crm.example.com`; undefined for what is no address. */
export function originOf(url: unknown): string | undefined {
  if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
  const { origin } = new URL(url);
  return origin === 'null' ? undefined : origin;
}
