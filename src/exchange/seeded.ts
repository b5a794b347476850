/** Chance that comes from a seed: the same draws in the same order on every machine. */
export type Chance = {
  /** Uniform in (0, 1). */
  uniform(): number;
  /** Mean 0, standard deviation 1, within ±3.5: the sum of four uniforms, near enough to normal for a price and free of tails. */
  normal(): number;
  /** Leaves out so many draws of a uniform, of which a normal takes four: whatever their number, in no time. */
  skip(uniforms: number): void;
};

/** FNV-1a: texts that differ a little give seeds that differ a lot. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** What each draw adds to the generator's state. */
const STRIDE = 0x6d2b79f5;
const TWO_STRIDES = Math.imul(STRIDE, 2);
const THREE_STRIDES = Math.imul(STRIDE, 3);
const FOUR_STRIDES = Math.imul(STRIDE, 4);
const SQRT3 = Math.sqrt(3);

/** The draw that belongs to a state of the generator. */
function uniformOf(state: number): number {
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
}

/** A stream of its own for each `stream`, so that one that draws more often does not shift the others. The generator is mulberry32. */
export function chance(seed: number, stream: string): Chance {
  let state = hash(`${seed}/${stream}`);
  return {
    uniform: () => uniformOf((state = (state + STRIDE) | 0)),
    normal: () => {
      const before = state;
      state = (before + FOUR_STRIDES) | 0;
      const four =
        uniformOf((before + STRIDE) | 0) +
        uniformOf((before + TWO_STRIDES) | 0) +
        uniformOf((before + THREE_STRIDES) | 0) +
        uniformOf(state);
      return (four - 2) * SQRT3;
    },
    skip: (uniforms) => {
      state = (state + Math.imul(STRIDE, uniforms)) | 0;
    },
  };
}
