/** SIGTERM, SIGINT and a hang-up end the run in order; a second signal ends the process at once. */
export function stopSignal(): { readonly signal: AbortSignal; stop(): void; release(): void } {
  const controller = new AbortController();
  const names = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const name of names) process.on(name, onSignal);
  return {
    signal: controller.signal,
    stop: () => controller.abort(),
    release() {
      for (const name of names) process.removeListener(name, onSignal);
    },
  };
}
