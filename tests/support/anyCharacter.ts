import * as fc from 'fast-check';

/** The code points between which the halves of surrogate pairs lie, which are no characters. */
const [BELOW, ABOVE] = [0xd800, 0xe000];

/**
 * Any character: the very samples of fast-check's unit `binary`, which makes a table of all 1.1 million of them before its first string,
 * to find words such as `__proto__` in it.
 */
export const ANY_CHARACTER: fc.Arbitrary<string> = fc.nat({ max: 0x10ffff - (ABOVE - BELOW) }).map(
  (index) => String.fromCodePoint(index < BELOW ? index : index + ABOVE - BELOW),
  (character) => {
    const point = typeof character === 'string' ? character.codePointAt(0) : undefined;
    if (point === undefined || String.fromCodePoint(point) !== character || (point >= BELOW && point < ABOVE))
      throw new TypeError('not one character');
    return point < BELOW ? point : point - ABOVE + BELOW;
  },
);
