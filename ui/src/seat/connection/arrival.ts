/**
 * The room's secret from behind the `#` of the QR code's address. It leaves the address bar before
 * anything else can read it there: a photo of the phone or a shared link must not let others in.
 */
export function takeSecret(
  location: Pick<Location, 'hash' | 'pathname' | 'search'>,
  replaceUrl: (url: string) => void,
): string | null {
  const secret = /^#([0-9a-z]{16,128})$/i.exec(location.hash)?.[1] ?? null;
  if (location.hash !== '') replaceUrl(location.pathname + location.search);
  return secret;
}

/** What is typed as a join code, as it stands on the big screen: `HQ7 K3M`. */
export function joinCode(typed: string): string {
  const plain = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .slice(0, 6);
  return plain.length > 3 ? `${plain.slice(0, 3)} ${plain.slice(3)}` : plain;
}

/** Whether a code has all its letters. */
export function isWholeCode(code: string): boolean {
  return code.replace(' ', '').length === 6;
}
