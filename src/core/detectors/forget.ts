import type { Finding } from '../study/plug.ts';

/** Drops findings of bars that are no longer held, so that memory stays bounded in live. */
export function forget(findings: Finding[], first: number): void {
  let old = 0;
  while (old < findings.length && (findings[old]?.confirmed ?? first) < first) old += 1;
  if (old > 0) findings.splice(0, old);
}
