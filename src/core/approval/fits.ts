import type { DeskState } from '../state/state.ts';
import type { StatedFact } from './mayState.ts';

/** Thrown at whoever states what cannot be as things stand: nothing was done, and how things stand is to be looked at again. */
export class LookAgain extends Error {
  override name = 'LookAgain';
}

/**
 * What is stated fits what there is: a position that is open, the next version of the settings, the next grant. The tables would
 * take anything else for a broken invariant, or for what it is not. Throws LookAgain.
 */
export function assertFits(state: DeskState, facts: readonly StatedFact[]): void {
  let { version } = state.settings;
  let { grant } = state.numbers;
  for (const fact of facts) {
    switch (fact.type) {
      case 'exitAsked':
      case 'stopMoved':
      case 'targetMoved':
        if (state.account.positions.get(fact.position)?.symbol !== fact.symbol)
          throw new LookAgain(`position ${fact.position} of ${fact.symbol} is not open`);
        break;
      case 'settings':
        if (fact.version !== version + 1 || (fact.undoes ?? version) !== version)
          throw new LookAgain(`the settings stand at version ${version}: ${fact.version} does not follow from it`);
        version += 1;
        break;
      case 'grant':
        if (fact.grant !== `G${grant + 1}`) throw new LookAgain(`the next grant is G${grant + 1}, not ${fact.grant}`);
        grant += 1;
        break;
      case 'ruleAnswered':
        if (!state.reasons.rules.has(fact.rule)) throw new LookAgain(`no rule ${fact.rule} waits for an answer`);
        break;
      case 'priceAlert':
        if (fact.state === 'reached') throw new LookAgain('that a price is reached is seen, not stated');
        break;
      default:
        break;
    }
  }
}
