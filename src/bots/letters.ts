/** Bytes of chance, from `crypto` outside of tests. */
export type Random = (bytes: number) => Uint8Array;

/** Capitals without I and O, which look like digits. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** That many letters, each as likely as any other: bytes beyond the last whole round of the alphabet are left out. */
export function drawLetters(count: number, random: Random): string {
  const end = 256 - (256 % ALPHABET.length);
  let letters = '';
  while (letters.length < count) {
    for (const byte of random(count)) if (byte < end && letters.length < count) letters += ALPHABET[byte % ALPHABET.length] ?? '';
  }
  return letters;
}

/** Letters as people type them: in any case, with dashes or blanks between. */
export const readLetters = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase();
