/** What stands in a secret's place. */
const MASK = '***';

/** Texts that are secrets by their look, whoever wrote them; the first group of each is kept. */
const PATTERNS: readonly RegExp[] = [
  /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/gi,
  /((?:api[-_]?key|secret|token|passphrase|password|signature|listenKey|X-MBX-APIKEY)["']?\s*[=:]\s*["']?)[^\s"',&;)}]+/gi,
  /(\bBearer\s+)[\w.~+/=-]+/gi,
  // A Telegram bot's token and a JSON web token.
  /()(?<!\d)\d{8,10}:[\w-]{35}(?![\w-])/g,
  /()\beyJ[\w-]+\.[\w-]+\.[\w-]+/g,
  /()-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

/** What no pattern does without: most texts hold none of it and are not looked through again and again. */
const SIGN = /[:=]|bearer\s|eyJ|-----BEGIN/i;

const SECRET_FIELD = /api[-_]?key|secret|token|passphrase|password|authorization|cookie|signature|listenkey/i;

export type Redactor = {
  /** The text with every known secret and everything that looks like one masked. */
  readonly text: (text: string) => string;
  /** The same through a whole value, fields with a secret's name masked entirely; errors become plain records. */
  readonly value: (value: unknown) => unknown;
};

/**
 * Masks the given secrets, as they are and as they stand in URLs and in JSON. Those under four characters are left: they would mask
 * half of every text.
 */
export function redactor(secrets: readonly string[]): Redactor {
  const forms = secrets.filter((secret) => secret.length >= 4);
  const known = [
    ...new Set(forms.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])),
  ];
  known.sort((a, b) => b.length - a.length);

  const text = (original: string): string => {
    let masked = original;
    for (const secret of known) masked = masked.replaceAll(secret, MASK);
    if (SIGN.test(masked)) for (const pattern of PATTERNS) masked = masked.replace(pattern, `$1${MASK}`);
    return masked;
  };

  const value = (original: unknown, seen: readonly unknown[] = []): unknown => {
    if (typeof original === 'string') return text(original);
    if (typeof original === 'bigint') return original.toString();
    if (typeof original !== 'object' || original === null) return original;
    if (seen.includes(original)) return '[circular]';
    const inside = [...seen, original];
    if (Array.isArray(original)) return original.map((item) => value(item, inside));
    if (original instanceof Error)
      return {
        name: original.name,
        message: text(original.message),
        stack: text(original.stack ?? ''),
        cause: value(original.cause, inside),
      };
    return Object.fromEntries(
      Object.entries(original).map(([name, field]) => [name, SECRET_FIELD.test(name) ? MASK : value(field, inside)]),
    );
  };

  return { text, value: (original) => value(original) };
}
