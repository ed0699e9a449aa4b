/** For `vi.waitUntil`: long enough for a machine that is slow or busy; no test waits so long where all is well. */
export const patience = { timeout: 60_000, interval: 25 };

/** For many thousand records. */
export const longPatience = { timeout: 600_000, interval: 50 };
