import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../core/facts/messageOf.ts';
import { LINKS } from './findings.ts';
import { type Played, playFlow } from './play.ts';

type Finding = { readonly name: string; readonly state: 'ok' | 'failed'; readonly says: string };

const ADVICE = 'This is a defect of the program or of this installation: run npm ci again, and report this line if it stays.';

/** What each link of the chain says of a run, in their order. */
export async function findingsOf(played: Played): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const { name, find } of LINKS) {
    try {
      found.push({ name, state: 'ok', says: await find(played) });
    } catch (error) {
      found.push({ name, state: 'failed', says: messageOf(error) });
    }
  }
  return found;
}

/**
 * Plays a short seeded market in a scratch home, stopped and started again on the way, and prints a line for each link from the candle
 * to the result. Resolves with the exit status: 0 when nothing failed, 1 otherwise.
 */
export async function runFlow({ json }: { readonly json: boolean }, print: (line: string) => void): Promise<number> {
  const home = await mkdtemp(join(tmpdir(), 'countersign-flow-'));
  try {
    const played = await playFlow(home);
    try {
      const findings = await findingsOf(played);
      const ok = findings.every(({ state }) => state === 'ok');
      if (json) print(JSON.stringify({ ok, links: findings }));
      else for (const { name, state, says } of findings) print(`${state === 'ok' ? '✓' : '✗'} ${name.padEnd(20)} ${says}`);
      if (!json && !ok) print(ADVICE);
      return ok ? 0 : 1;
    } finally {
      await played.close();
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
