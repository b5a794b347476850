/**
 * A plug-in was stopped because it did not come to an end in time; it is not asked again. `told` is what was written down of it, where it
 * was. The call that is stopped and those after it say the same: a process that begins anew knows nothing of the one before.
 */
export class EndlessError extends Error {
  override name = 'EndlessError';
  readonly told: string | undefined;
  constructor(told?: string) {
    super('it did not come to an end in time, and is stopped');
    this.told = told;
  }
}
