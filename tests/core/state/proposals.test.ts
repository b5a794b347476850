import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventOf } from '../../../src/core/facts/events.ts';
import {
  applyToProposals,
  type MutableProposal,
  overdue,
  PROPOSAL_LIFE,
  ProposalLifeError,
  waiting,
} from '../../../src/core/state/proposals.ts';

const proposed: EventOf<'proposed'> = {
  type: 'proposed',
  at: 100,
  proposal: 'A1',
  plan: {
    decision: 'd',
    at: 100,
    kind: 'entry',
    strategy: 'momentum',
    score: 0.5,
    confidence: 0.7,
    legs: [
      { symbol: 'BTC/USDT', side: 'buy', quantity: '1', price: '100', stop: '98', targets: [], leverage: 1, tactic: 'maker' },
    ],
  },
  by: 'desk',
  answerBy: 400,
  settings: 1,
};

const ends = ['approved', 'rejected', 'expired', 'refused', 'replaced', 'done'] as const;
const answer = (to: (typeof ends)[number]): EventOf<'proposal'> => ({
  type: 'proposal',
  at: 200,
  proposal: 'A1',
  to,
  who: 'Ana',
  why: '',
});

const asked = (): Map<string, MutableProposal> => {
  const proposals = new Map<string, MutableProposal>();
  applyToProposals(proposals, proposed);
  return proposals;
};

describe('the life of a proposal', () => {
  it('takes one answer and only what the table allows after it (invariant 19)', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ends), { maxLength: 6 }), (answers) => {
        const proposals = asked();
        for (const to of answers) {
          const from = proposals.get('A1')?.status ?? 'waiting';
          const attempt = (): void => applyToProposals(proposals, answer(to));
          if (PROPOSAL_LIFE[from].includes(to)) attempt();
          else expect(attempt).toThrow(ProposalLifeError);
        }
      }),
    );
  });

  it('cannot reach execution without a countersignature', () => {
    expect(PROPOSAL_LIFE.waiting).not.toContain('done');
    for (const [from, to] of Object.entries(PROPOSAL_LIFE)) expect(from === 'approved' || !to.includes('done')).toBe(true);
  });

  it('waits until its time and is overdue from then on', () => {
    const proposals = asked();
    expect(waiting(proposals, 399)).toHaveLength(1);
    expect(waiting(proposals, 400)).toHaveLength(0);
    expect(overdue(proposals, 400)).toHaveLength(1);
    applyToProposals(proposals, answer('expired'));
    expect(overdue(proposals, 400)).toHaveLength(0);
  });

  it('is asked once and answered only when it was asked', () => {
    const proposals = asked();
    expect(() => applyToProposals(proposals, proposed)).toThrow('made twice');
    expect(() => applyToProposals(new Map(), answer('approved'))).toThrow('never asked');
  });
});
