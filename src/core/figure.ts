/** A figure that was typed: exact decimal text with a point (`-1234.5`), a per cent already made a fraction of one. */
export type Figure = { readonly decimal: string; readonly percent: boolean };

/** Why a text that looks like a figure is read as none. */
export type NoFigure = { readonly wrong: string; readonly expected: string };

const VULGAR: Readonly<Record<string, string>> = {
  '½': '.5',
  '¼': '.25',
  '¾': '.75',
  '⅕': '.2',
  '⅖': '.4',
  '⅗': '.6',
  '⅘': '.8',
  '⅛': '.125',
  '⅜': '.375',
  '⅝': '.625',
  '⅞': '.875',
};

/** Longer than any amount or price there is. */
const LONGEST_FIGURE = 40;

/** What keyboards and copied pages put for plain characters: full-width forms, dashes for a minus, blanks and apostrophes in thousands. */
export const plainly = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/^[\u2010-\u2014\u2212]/, '-')
    .replace(/[\u00a0\u2007\u2009\u202f]/g, ' ')
    .replace(/(?<=\d) (?=[½¼¾⅕-⅘⅛-⅞])/, '')
    .replace(/’/g, "'");

/** Digits with their separators as plain decimal text; undefined where they part no thousands and no decimals. */
function withPoint(digits: string): string | undefined {
  const vulgar = VULGAR[digits.at(-1) ?? ''];
  if (vulgar !== undefined) return /^\d*$/.test(digits.slice(0, -1)) ? `${digits.slice(0, -1)}${vulgar}` : undefined;
  if (/^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(digits)) return digits.replaceAll(',', '');
  if (/^[1-9]\d{0,2}((\.\d{3})+,\d+|(\.\d{3}){2,})$/.test(digits)) return digits.replaceAll('.', '').replace(',', '.');
  if (/^[1-9]\d{0,2}([ '_]\d{3})+([.,]\d+)?$/.test(digits)) return digits.replace(/[ '_]/g, '').replace(',', '.');
  return /^(\d+\.?\d*|\.\d+|\d*,\d+)$/.test(digits) ? digits.replace(',', '.') : undefined;
}

/** Decimal text with its point moved by so many places to the right, below 0 to the left; without idle zeros. */
function moved(decimal: string, places: number): string {
  const [whole = '', part = ''] = decimal.split('.');
  const digits = `${whole}${part}`.padStart(whole.length - Math.min(0, whole.length + places) + part.length, '0');
  const point = digits.length - part.length + places;
  const padded = digits.padEnd(point, '0');
  const left = padded.slice(0, point).replace(/^0+(?=\d)/, '') || '0';
  const right = padded.slice(point).replace(/0+$/, '');
  return right === '' ? left : `${left}.${right}`;
}

/**
 * A figure as people type it, wherever they do: `1000.5`, `1,000.50`, `1.000,50`, `0,5`, `1'000`, `1k`, `2%`, `½`, `1 ½`, with any dash for a
 * minus. A comma in front of three digits parts thousands unless a 0 leads (`1,500`, but `0,500`); a single point is a decimal point
 * always. A point or comma at its end is the sentence's. What could mean two things is refused; undefined for what is no figure at all.
 */
export function readFigure(text: string): Figure | NoFigure | undefined {
  if (text.length > LONGEST_FIGURE) return undefined;
  const found = /^([+-]?)(.*?[\d½¼¾⅕-⅘⅛-⅞])([.,]?)(?:e([+-]?\d{1,2})|(k)|(m|mio|mn|b|bn))? ?([%٪]?)$/iu.exec(plainly(text));
  if (found === null) return undefined;
  const [, sign = '', digits = '', ending = '', exponent, thousand, large, percent] = found;
  if (!/^[\d ., '_½¼¾⅕-⅘⅛-⅞]+$/u.test(digits)) return undefined;
  const plain = ending === ',' && digits.includes(',') ? undefined : withPoint(digits);
  if (plain === undefined)
    return { wrong: `The separators in ${text} part no thousands`, expected: 'Expected a figure such as 1234.56 or 1,234.56' };
  if (large !== undefined)
    return {
      wrong: `"${text}" can be read in more than one way`,
      expected: `Expected all its digits, such as ${moved(plain, /^b/i.test(large) ? 9 : 6)}`,
    };
  const places = Number(exponent ?? 0) + (thousand === undefined ? 0 : 3) - (percent === '' ? 0 : 2);
  const decimal = moved(plain, places);
  return { decimal: sign === '-' && /[1-9]/.test(decimal) ? `-${decimal}` : decimal, percent: percent !== '' };
}

/**
 * The two amounts that `1.000` can be, the second with its point parting thousands as many languages write it; each as text that can be
 * nothing else. Undefined for a figure that can only be one.
 */
export function pointOrThousands(text: string): { readonly point: string; readonly thousands: string } | undefined {
  const [, whole = '', part = ''] = /^\+?([1-9]\d{0,2})\.(\d{3})$/.exec(plainly(text)) ?? [];
  if (part === '') return undefined;
  const point = moved(`${whole}.${part}`, 0);
  return { point: /\.\d{3}$/.test(point) ? `${point}0` : point, thousands: `${whole}${part}` };
}

/** The figure as a statistic; NaN where it is none. */
export function numberIn(text: string): number {
  const read = readFigure(text);
  return read !== undefined && 'decimal' in read ? Number(read.decimal) : Number.NaN;
}
