import { fixed, toNumber } from '../../money.ts';
import { type Oddity, onLegs } from './oddity.ts';

/** By the best level alone, which is what quotes tell: the book behind it may be deep. */
export const thinBook = {
  name: 'thin book',
  about: 'It is larger than what stands at the best price.',
  comesLater: true,
  finds: (plan, { view }) =>
    onLegs(plan, ({ symbol, quantity }) => {
      const depth = view.quote(symbol)?.depth;
      return depth !== undefined && toNumber(fixed(quantity)) > depth ? 'thin book' : undefined;
    }),
} satisfies Oddity;
