import type { DeskState } from '../state/state.ts';
import type { Ms } from '../time.ts';

const endsEarlier = (until: Ms | undefined, standing: Ms | undefined): boolean =>
  (until ?? Number.POSITIVE_INFINITY) < (standing ?? Number.POSITIVE_INFINITY);

/** Whether a pause until then, without end where there is none, would end before the one that stands. */
export const shortensPause = ({ pause }: DeskState, until: Ms | undefined): boolean =>
  pause !== undefined && endsEarlier(until, pause.until);

/** The same of a symbol that is denied. */
export function shortensDenial({ symbols }: DeskState, symbol: string, until: Ms | undefined): boolean {
  const standing = symbols.get(symbol);
  return standing?.allowed === false && endsEarlier(until, standing.until);
}
